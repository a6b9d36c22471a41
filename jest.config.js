/** One transform for every suite: types are checked by `npm run typecheck`, not again by each test run. */
const typescript = ['ts-jest', { tsconfig: '<rootDir>/tsconfig.dev.json', diagnostics: false }];

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/{unit,emulator,engine,package}/**/*.test.ts'],
	transform: { '^.+\\.ts$': typescript },
	modulePathIgnorePatterns: [
		'<rootDir>/dist/',
		'<rootDir>/.cache/',
		'<rootDir>/artifacts/',
		'<rootDir>/.stryker-tmp/',
	],
	setupFiles: ['<rootDir>/test/support/quiet.js'],
	// The first test of a worker loads n8n-core, which takes several seconds on a cold disk.
	testTimeout: 30_000,
	// Tests wait more than they work; Jest itself would leave one core idle.
	maxWorkers: '100%',
	collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts'],
};
