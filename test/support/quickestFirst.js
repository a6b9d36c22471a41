const { readFileSync } = require('node:fs');

/** Tables answer in milliseconds, a property plays many examples, and some tests whole days. */
function weightOf({ path }) {
	if (/\.property\.test\.ts$/.test(path)) return 3;
	const text = readFileSync(path, 'utf8');
	if (/from '\.\/(life|world|slowReporter)'/.test(text)) return 2;
	return text.includes("from 'fast-check'") ? 1 : 0;
}

/** The order in which the tests meet a mutant: most are told by the quick ones, and then it is over. */
module.exports = class QuickestFirst {
	sort(tests) {
		const weighed = tests.map((test) => ({ test, weight: weightOf(test) }));
		return weighed.sort((a, b) => a.weight - b.weight).map(({ test }) => test);
	}

	allFailedTests(tests) {
		return tests;
	}

	cacheResults() {}
};
