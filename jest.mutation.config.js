const base = require('./jest.config.js');

/** The unit tests as the mutation test runs them, over and over: only those of the pure rooms. */
/** @type {import('jest').Config} */
module.exports = {
	...base,
	testMatch: ['<rootDir>/test/unit/{api,jobs,reports,trigger}/**/*.test.ts'],
	// Thousands of simulated jobs and rows: they measure a design, and would take seconds per mutant.
	testPathIgnorePatterns: ['/(scheduleTargets|size|longJobs)\\.test\\.ts$'],
	testSequencer: '<rootDir>/test/support/quickestFirst.js',
	setupFiles: [...base.setupFiles, '<rootDir>/test/support/repeatable.js'],
};
