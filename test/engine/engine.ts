import { version } from 'n8n-core/package.json';
import engines from '../compat/engines.json';

/** What tests expect of the engine they run on, where n8n's versions differ. */
interface EngineFacts {
	/** Errors take a `failure`, by which n8n's back-off of polls tells faults apart. */
	knowsFailureCauses: boolean;
	/** Nodes can read the workflow's settings. */
	tellsWorkflowSettings: boolean;
	/** It tells a node when its execution is over, without which the node lets no worker go. */
	canPark: boolean;
	/** `$fromAI` reads the item, and not what n8n's AI Agent has noted of its call of the tool. */
	fillsFromItem: boolean;
	/** What the engine calls an execution that failed; n8n's server calls it 'error' in any case. */
	statusOfFailed: 'error' | 'running';
	/** How it refuses to run a node whose required fields are empty. */
	missingField: RegExp;
}

const NEWEST: EngineFacts = {
	knowsFailureCauses: true,
	tellsWorkflowSettings: true,
	canPark: true,
	fillsFromItem: true,
	statusOfFailed: 'error',
	missingField: /is required/,
};
const BEFORE_CAUSES: EngineFacts = {
	...NEWEST,
	knowsFailureCauses: false,
	canPark: false,
	missingField: /The workflow has issues/,
};

const FACTS: Record<keyof typeof engines, EngineFacts> = {
	'1.100.1': {
		...BEFORE_CAUSES,
		tellsWorkflowSettings: false,
		fillsFromItem: false,
		statusOfFailed: 'running',
	},
	'1.123.81': BEFORE_CAUSES,
	'2.8.4': BEFORE_CAUSES,
	'2.40.7': NEWEST,
};

const VERSIONS = Object.keys(engines) as Array<keyof typeof engines>;

function versionHere(): keyof typeof engines {
	const found = VERSIONS.find((n8n) => engines[n8n]['n8n-core'] === version);
	if (found) return found;
	throw new Error(
		`n8n-core ${version} is not in test/compat/engines.json: add it, and its facts here`,
	);
}

/** The n8n whose engine runs here. */
export const n8nVersion = versionHere();

export const engine = FACTS[n8nVersion];

/** The part of a poll's error that n8n's back-off reads, where the engine has one. */
export function withCause(cause: string): { failure?: { cause: string } } {
	return engine.knowsFailureCauses ? { failure: { cause } } : {};
}
