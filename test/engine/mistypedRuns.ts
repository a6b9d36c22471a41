import type { IDataObject } from 'n8n-workflow';
import { row, UNSET, VALUES, type Kind, type Row } from './mistyped';
import { byId, EAGER, EVENT_SCHEDULER } from './stage';

export const run = {
	resource: 'agent',
	operation: 'run',
	agentId: EVENT_SCHEDULER,
	inputMode: 'text',
	inputText: 'a',
	waitForCompletion: false,
	options: EAGER,
};
const field = (part: IDataObject) => ({
	...run,
	inputMode: 'fields',
	inputFields: { assignments: [{ id: '1', name: 'a', type: 'string', value: 'x', ...part }] },
});
const option = (name: string) => (value: string) => ({
	...run,
	options: { ...EAGER, [name]: value },
});

export const AGENT_ID =
	/The Agent ID (is empty|must be text|is longer)|no agent with the ID|does not know it/;

/** The parameters of Agent → Run. */
export const RUNS: Row[] = [
	row('Agent → Run: Agent', (id) => ({ ...run, agentId: byId(id) }), AGENT_ID),
	row('Agent → Run: Agent, the whole field', (agentId) => ({ ...run, agentId }), AGENT_ID),
	row(
		'Agent → Run: Input Text',
		(inputText) => ({ ...run, inputText }),
		/'Input Text' (must be text|is empty)/,
		'number',
		'negative',
		'true',
		'text',
		'huge',
	),
	row(
		'Agent → Run: Input JSON',
		(inputJson) => ({ ...run, inputMode: 'json', inputJson }),
		/'Input JSON' (must be an object|is empty|is not valid JSON)/,
		'object',
	),
	row(
		'Agent → Run: Input Fields',
		(inputFields) => ({ ...run, inputMode: 'fields', inputFields }),
		/'Input Fields' must be fields/,
	),
	row(
		'Agent → Run: the list of Input Fields',
		(assignments) => ({ ...run, inputMode: 'fields', inputFields: { assignments } }),
		/'Input Fields' must be fields/,
		...UNSET,
	),
	row(
		'Agent → Run: the name of a field',
		(name) => field({ name }),
		/'Input Fields' must be fields|An input field has no name/,
		'text',
		'date',
		'huge',
	),
	row(
		'Agent → Run: a field of type number',
		(value) => field({ type: 'number', value }),
		/'a' must be of type number/,
		...UNSET,
		...(['number', 'negative', 'true'] as const),
	),
	row(
		'Agent → Run: a field of type boolean',
		(value) => field({ type: 'boolean', value }),
		/'a' must be of type boolean/,
		...UNSET,
		'true',
	),
	row(
		'Agent → Run: a field of type object',
		(value) => field({ type: 'object', value }),
		/'a' must be of type object/,
		...UNSET,
		'object',
	),
	row(
		'Agent → Run: a field of type array',
		(value) => field({ type: 'array', value }),
		/'a' must be of type array/,
		...UNSET,
		'list',
	),
	row(
		'Agent → Run: Wait for Completion',
		(waitForCompletion) => ({ ...run, waitForCompletion }),
		/'Wait for Completion' must be true or false/,
		'true',
		...UNSET,
	),
	row(
		'Agent → Run: Context Data',
		option('contextData'),
		/'Context Data' must be text/,
		...(Object.keys(VALUES) as Kind[]).filter((kind) => kind !== 'NaN'),
	),
	row(
		'Agent → Run: Timeout',
		option('timeoutSeconds'),
		/'Timeout \(Seconds\)' must be/,
		'number',
		...UNSET,
	),
	row('Agent → Run: On Timeout', option('onTimeout'), /'On Timeout' must be/, 'undefined'),
	row('Agent → Run: On Failed Job', option('onFailure'), /'On Failed Job' must be/, 'undefined'),
	row(
		'Agent → Run: Poll Interval',
		option('pollIntervalSeconds'),
		/'Poll Interval \(Seconds\)' must be/,
		'number',
		...UNSET,
	),
	row(
		'Agent → Run: Max Concurrent Jobs',
		option('maxConcurrentJobs'),
		/'Max Concurrent Jobs' must be a whole/,
		'number',
		...UNSET,
	),
	row(
		'Agent → Run: Check Credits First',
		option('checkCredits'),
		/'Check Credits First' must be true or false/,
		'true',
		...UNSET,
	),
	row(
		'Agent → Run: Release Worker While Waiting',
		option('releaseWorker'),
		/'Release Worker While Waiting' must be true or false/,
		'true',
		...UNSET,
	),
];
