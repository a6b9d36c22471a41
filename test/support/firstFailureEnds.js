const { default: TestRunner } = require('jest-runner');

/**
 * Runs file after file, and none after the first that fails: one failure kills a mutant. Jest can only
 * bail out by ending its process, which is why Stryker does not let it.
 */
module.exports = class FirstFailureEnds extends TestRunner {
	async runTests(tests, watcher) {
		let hasFailed = false;
		this.on('test-file-success', ([, { numFailingTests }]) => {
			hasFailed ||= numFailingTests > 0;
		});
		this.on('test-file-failure', () => {
			hasFailed = true;
		});
		for (const test of tests) {
			if (hasFailed) return;
			await super.runTests([test], watcher, { serial: true });
		}
	}
};
