const base = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	testMatch: ['<rootDir>/test/queue/**/*.test.ts'],
	// One set of servers and processes serves the whole suite.
	maxWorkers: 1,
	testTimeout: 180_000,
};
