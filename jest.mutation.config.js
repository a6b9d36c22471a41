const base = require('./jest.config.js');

const room = process.env.MUTATION_ROOM || '{api,jobs,reports,trigger}';

/** The unit tests as the mutation test runs them, over and over: only those of the pure rooms. */
/** @type {import('jest').Config} */
module.exports = {
	...base,
	testMatch: [`<rootDir>/test/unit/${room}/**/*.test.ts`],
	// Thousands of simulated jobs and rows: they measure a design, and would take seconds per mutant.
	testPathIgnorePatterns: ['/(scheduleTargets|size|longJobs)\\.test\\.ts$'],
	testSequencer: '<rootDir>/test/support/quickestFirst.js',
	setupFiles: [...base.setupFiles, '<rootDir>/test/support/repeatable.js'],
};
