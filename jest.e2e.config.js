const base = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
	// One real n8n serves the whole suite, so its files run one after another.
	maxWorkers: 1,
	globalSetup: '<rootDir>/test/e2e/support/bootSuite.ts',
	globalTeardown: '<rootDir>/test/e2e/support/endSuite.ts',
	testTimeout: 180_000,
};
