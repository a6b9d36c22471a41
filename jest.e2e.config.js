const base = require('./jest.config.js');

// n8n lets a node's worker go since 2.35; what older ones do instead is in releaseWorkerHeld.test.ts.
// The usual n8n, taken where none is named, is newer.
const named = process.env.AGENTSCODE_N8N_VERSION;
const [major, minor] = (named || '2.35').split('.').map(Number);
const canPark = major > 2 || (major === 2 && minor >= 35);
process.env.AGENTSCODE_E2E_CAN_PARK = String(canPark);

/** @type {import('jest').Config} */
module.exports = {
	...base,
	testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
	testPathIgnorePatterns: canPark ? ['/node_modules/'] : ['/node_modules/', 'releaseWorker\\.test'],
	// One real n8n serves the whole suite, so its files run one after another.
	maxWorkers: 1,
	globalSetup: '<rootDir>/test/e2e/support/bootSuite.ts',
	globalTeardown: '<rootDir>/test/e2e/support/endSuite.ts',
	testTimeout: 180_000,
};
