const base = require('./jest.config.js');

const room = process.env.MUTATION_ROOM || '{api,jobs,reports,trigger}';

/** The unit tests as the mutation test runs them, over and over: only those of the pure rooms. */
/** @type {import('jest').Config} */
module.exports = {
	...base,
	testMatch: [`<rootDir>/test/unit/${room}/**/*.test.ts`],
	// Thousands of simulated jobs, rows and polls: they measure a design, and would take seconds per mutant.
	testPathIgnorePatterns: [
		'/(backlog|firstPoll|interrupted|longJobs|scheduleTargets|size)\\.test\\.ts$',
	],
	runner: require.resolve('./test/support/firstFailureEnds.js'),
	testSequencer: '<rootDir>/test/support/quickestFirst.js',
	setupFiles: [...base.setupFiles, '<rootDir>/test/support/repeatable.js'],
};
