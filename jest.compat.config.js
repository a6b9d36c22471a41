const path = require('node:path');
const base = require('./jest.config.js');
const engines = require('./test/compat/engines.json');

const cache = path.resolve(process.env.AGENTSCODE_CACHE_DIR || path.join(__dirname, '.cache'));

/** The engine tests on the engine of one n8n version, whichever module asks for it. */
const onEngineOf = (version) => {
	const modules = path.join(cache, `engine-${version}`, 'node_modules');
	const { testTimeout, maxWorkers, ...project } = base;
	return {
		...project,
		displayName: `n8n ${version}`,
		roots: ['credentials', 'nodes', 'scripts', 'test'].map((room) => `<rootDir>/${room}`),
		testMatch: ['<rootDir>/test/{compat,engine}/**/*.test.ts'],
		// The engines are in the cache folder, which the other suites may not see.
		modulePathIgnorePatterns: ['<rootDir>/dist/'],
		moduleNameMapper: { '^(n8n-(core|workflow))(/package\\.json)?$': `${modules}/$1$3` },
		globals: { askedN8nVersion: version },
		globalSetup: '<rootDir>/test/compat/fetchEngines.ts',
	};
};

/** @type {import('jest').Config} */
module.exports = {
	projects: Object.keys(engines).map(onEngineOf),
	testTimeout: base.testTimeout,
	// Some engines set timers for good, which must not keep Jest from ending.
	forceExit: true,
	maxWorkers: base.maxWorkers,
};
