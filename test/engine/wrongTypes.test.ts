import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { withCause } from './engine';
import { errorOf, jsonOf } from './harness';
import { TriggerLife } from './pollHarness';
import { byId, EAGER, EVENT_SCHEDULER, openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 0, queuedMs: 0 } });

/** What an expression may give by mistake. */
const VALUES = {
	number: '={{ 7 }}',
	negative: '={{ -7.5 }}',
	NaN: '={{ NaN }}',
	true: '={{ true }}',
	null: '={{ null }}',
	undefined: '={{ undefined }}',
	object: '={{ ({ a: { b: 1 } }) }}',
	list: '={{ [1, { a: 2 }, null] }}',
	text: '={{ "words" }}',
	empty: '={{ "" }}',
	date: '={{ $now }}',
	huge: '={{ "x".repeat(100000) }}',
};
type Kind = keyof typeof VALUES;

interface Row {
	parameter: string;
	with(value: string): IDataObject;
	/** What works, though it may be of another type; everything else is told. */
	works: Kind[];
	says: RegExp;
}

const row = (parameter: string, make: Row['with'], says: RegExp, ...works: Kind[]): Row => ({
	parameter,
	with: make,
	says,
	works,
});

const agents = { resource: 'agent', operation: 'getAll' };
const history = { resource: 'credit', operation: 'getHistory' };
const report = { resource: 'credit', operation: 'getUsageReport' };
const run = {
	resource: 'agent',
	operation: 'run',
	agentId: EVENT_SCHEDULER,
	inputMode: 'text',
	inputText: 'a',
	waitForCompletion: false,
	options: EAGER,
};
const onJob = (operation: string, more: IDataObject) => ({
	resource: 'job',
	operation,
	agentId: EVENT_SCHEDULER,
	jobId: 'made-up-job',
	options: { ...EAGER, timeoutSeconds: 1 },
	...more,
});
const field = (part: IDataObject) => ({
	...run,
	inputMode: 'fields',
	inputFields: { assignments: [{ id: '1', name: 'a', type: 'string', value: 'x', ...part }] },
});
const option = (name: string) => (value: string) => ({
	...run,
	options: { ...EAGER, [name]: value },
});

const AGENT_ID = /The Agent ID is (empty|not a text|longer)|no agent with the ID|does not know it/;
const JOB_ID = /The Job ID is (empty|not a text|longer)|does not know it/;
const UNSET: Kind[] = ['null', 'undefined'];

const ROWS: Row[] = [
	row(
		'Agent → Get Many: Return All',
		(returnAll) => ({ ...agents, returnAll, limit: 5 }),
		/'Return All' must be true or false/,
		'true',
		...UNSET,
	),
	row(
		'Agent → Get Many: Limit',
		(limit) => ({ ...agents, limit }),
		/'Limit' must be a whole/,
		'number',
	),
	row(
		'Agent → Get Many: Search',
		(search) => ({ ...agents, filters: { search } }),
		/'Search' must be text/,
		...UNSET,
		...(['number', 'negative', 'text', 'empty', 'date', 'huge'] as const),
	),
	row(
		'Agent → Get Many: Status',
		(status) => ({ ...agents, filters: { status } }),
		/'Status' must be one of/,
		...UNSET,
	),
	row(
		'Agent → Get: Agent',
		(id) => ({ resource: 'agent', operation: 'get', agentId: byId(id) }),
		AGENT_ID,
	),
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
		...(['number', 'negative', 'true', 'empty'] as const),
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
	row('Job → Get: Job ID', (jobId) => onJob('get', { jobId }), JOB_ID),
	row('Job → Wait for Completion: Job ID', (jobId) => onJob('wait', { jobId }), JOB_ID),
	row(
		'Job → Wait for Completion: Timeout',
		(timeoutSeconds) => onJob('wait', { options: { ...EAGER, timeoutSeconds } }),
		/'Timeout \(Seconds\)' must be|does not know it/,
	),
	row(
		'Credit → Get History: Return All',
		(returnAll) => ({ ...history, returnAll, limit: 5 }),
		/'Return All' must be true or false/,
		'true',
		...UNSET,
	),
	row(
		'Credit → Get History: Limit',
		(limit) => ({ ...history, limit }),
		/'Limit' must be a whole/,
		'number',
	),
	row(
		'Credit → Get History: Agent',
		(agentId) => ({ ...history, filters: { agentId } }),
		/'Agent Name or ID' must be text/,
		...UNSET,
		...(['number', 'negative', 'text', 'empty', 'date', 'huge'] as const),
	),
	row(
		'Credit → Get History: Statuses',
		(statuses) => ({ ...history, filters: { statuses } }),
		/'Statuses' does not know/,
		...UNSET,
		'empty',
	),
	row(
		'Credit → Get History: Started After',
		(startedAfter) => ({ ...history, filters: { startedAfter } }),
		/'Started After' is not a date/,
		...UNSET,
		...(['number', 'negative', 'empty', 'date'] as const),
	),
	row(
		'Credit → Get History: Started Before',
		(startedBefore) => ({ ...history, filters: { startedBefore } }),
		/'Started Before' is not a date/,
		...UNSET,
		...(['number', 'negative', 'empty', 'date'] as const),
	),
	row(
		'Credit → Get Usage Report: From',
		(from) => ({ ...report, period: 'custom', from }),
		/'From' (is not a date|is empty|\(.*\) is not before)/,
		'number',
		'negative',
	),
	row(
		'Credit → Get Usage Report: To',
		(to) => ({ ...report, period: 'custom', from: '2026-01-01', to }),
		/'To' is not a date|is not before 'To'/,
		...UNSET,
		'empty',
		'date',
	),
	row(
		'Credit → Get Usage Report: Group By',
		(groupBy) => ({ ...report, groupBy }),
		/'Group By' must be/,
	),
	row('Credit → Get Usage Report: Format', (format) => ({ ...report, format }), /'Format' must be/),
];

/** Words that belong to a programmer, not to the user of a node. */
const RAW = /\[object|undefined|is not a function|Cannot read|not iterable|TypeError|Symbol/;

const CASES = ROWS.flatMap((each) =>
	(Object.keys(VALUES) as Kind[]).map((kind): [string, Kind, Row] => [each.parameter, kind, each]),
);

describe('an expression of the wrong type works, or is told in words before anything is paid', () => {
	it.each(CASES)('%s: %s', async (_, kind, { with: make, works, says }) => {
		const before = stage.emulator.jobs.length;
		const ran = await stage.run([{}], make(VALUES[kind]) as INodeParameters);
		const { message, description } = errorOf(ran) ?? {};
		if (works.includes(kind)) {
			expect(message).toBeUndefined();
			return;
		}
		expect(message).toMatch(says);
		expect(`${message} ${description}`.replace(/undefined$/, '')).not.toMatch(RAW);
		expect(message?.length).toBeLessThan(700);
		expect(stage.emulator.jobs).toHaveLength(before);
	});
});

it('an unknown input mode starts nothing', async () => {
	const ran = await stage.run([{}], { ...run, inputMode: 'xml' } as INodeParameters);
	expect(errorOf(ran)?.message).toBe(
		'\'Input Mode\' must be one of fields, json, text, but it is "xml"',
	);
	expect(stage.emulator.requests).toEqual([]);
});

it.each(['true', 'TRUE ', 'false'])('a switch may be given as text: %j', async (text) => {
	stage.emulator.behave({ jobs: { durationMs: 100 } });
	const waits = text.trim().toLowerCase() === 'true';
	const parameters = { ...run, waitForCompletion: `={{ "${text}" }}` };
	const ran = await stage.run([{}], parameters as INodeParameters);
	expect(jsonOf(ran)[0].status).toBe(waits ? 'completed' : 'queued');
});

describe("the trigger's fields", () => {
	const life = (parameters: IDataObject) =>
		new TriggerLife({
			credential: () => stage.credential(),
			parameters: parameters as INodeParameters,
		});

	it.each<[string, IDataObject, RegExp]>([
		['Statuses', { statuses: VALUES.object }, /'Statuses' must be a list of texts/],
		['Statuses', { statuses: VALUES.text }, /'Statuses' does not know "words"/],
		['Statuses', { statuses: VALUES.true }, /'Statuses' must be a list of texts/],
		['Agents', { agentIds: VALUES.list }, /'Agent Names or IDs' must be a list of texts/],
		['Agents', { agentIds: VALUES.object }, /'Agent Names or IDs' must be a list of texts/],
		['Agents', { agentIds: VALUES.true }, /'Agent Names or IDs' must be a list of texts/],
		[
			'Include Result',
			{ options: { includeResult: VALUES.text } },
			/'Include Result' must be true/,
		],
		['Include Result', { options: { includeResult: VALUES.number } }, /'Include Result' must be/],
		['Look Back', { options: { lookBackMinutes: VALUES.text } }, /'Look Back \(Minutes\)' must be/],
		['Look Back', { options: { lookBackMinutes: VALUES.true } }, /'Look Back \(Minutes\)' must be/],
		['Look Back', { options: { lookBackMinutes: VALUES.list } }, /'Look Back \(Minutes\)' must be/],
		['Threshold', { event: 'creditsLow', threshold: VALUES.text }, /'Threshold' must be a number/],
		[
			'Threshold',
			{ event: 'creditsLow', threshold: VALUES.object },
			/'Threshold' must be a number/,
		],
		['Threshold', { event: 'creditsLow', threshold: VALUES.null }, /'Threshold' must be a number/],
	])('%s: %j is told, and never taken for no filter', async (_, parameters, says) => {
		await expect(life(parameters).activate()).rejects.toMatchObject({
			message: expect.stringMatching(says) as string,
			...withCause('configuration-invalid'),
		});
		expect(stage.emulator.requests).toEqual([]);
	});

	it.each<[string, IDataObject]>([
		['a text with commas', { statuses: 'completed, failed' }],
		['a number as agent', { agentIds: VALUES.number }],
		['nothing', { statuses: VALUES.null, agentIds: VALUES.undefined }],
		['a switch as text', { options: { includeResult: 'false' } }],
		['a number as text', { options: { lookBackMinutes: '30' } }],
	])('%s works', async (_, parameters) => {
		await expect(life(parameters).activate()).resolves.toEqual([]);
	});
});
