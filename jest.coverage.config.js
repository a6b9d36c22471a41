const base = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	collectCoverage: true,
	// Types and re-exports leave nothing to run, and V8 would count their lines all the same.
	coverageProvider: 'babel',
	coverageReporters: ['text', 'json-summary', 'lcov'],
	coverageThreshold: { global: { lines: 98, statements: 97, functions: 97, branches: 92 } },
};
