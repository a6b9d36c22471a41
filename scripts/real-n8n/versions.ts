/** What one n8n version needs beyond its own npm package. */
export interface N8nVersion {
	/** Node majors it runs on; the running Node is used when it is one of them. */
	nodeMajors: number[];
	/** The Node fetched from npm when the running one will not do. */
	fetchedNode: string;
	/** npm overrides without which it does not install from the registry alone. */
	overrides?: Record<string, string>;
	/** Settings that this version knows, and others may refuse to start with. */
	environment?: Record<string, string>;
}

export const DEFAULT_N8N_VERSION = '2.40.7';

/** Some versions take this package from its maker's own server; this is the same code in the registry. */
const XLSX_FROM_REGISTRY = { xlsx: 'npm:@e965/xlsx@0.20.3' };

const VERSIONS: Record<string, N8nVersion> = {
	'2.40.7': {
		nodeMajors: [24],
		fetchedNode: '24.21.0',
		// The registry of MCP servers is fetched from outside at every start otherwise.
		environment: { N8N_DISABLED_MODULES: 'mcp-registry' },
	},
	'2.35.7': { nodeMajors: [22, 24], fetchedNode: '24.21.0' },
	'2.8.4': {
		nodeMajors: [20, 22, 24],
		fetchedNode: '24.21.0',
		overrides: XLSX_FROM_REGISTRY,
	},
	'1.123.81': {
		nodeMajors: [20, 22],
		fetchedNode: '22.21.1',
		overrides: XLSX_FROM_REGISTRY,
		environment: { N8N_EXPRESSION_ENGINE: 'legacy' },
	},
};

/** Throws when nothing is known about `version`: its Node and settings would be guesses. */
export function describeVersion(version: string): N8nVersion {
	const known = VERSIONS[version];
	if (known) return known;
	const names = Object.keys(VERSIONS).join(', ');
	throw new Error(`n8n ${version} is not in scripts/real-n8n/versions.ts, which knows ${names}`);
}
