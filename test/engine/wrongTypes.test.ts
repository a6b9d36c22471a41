import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { errorOf, jsonOf } from './harness';
import { row, UNSET, VALUES, type Kind, type Row } from './mistyped';
import { AGENT_ID, run, RUNS } from './mistypedRuns';
import { byId, EAGER, EVENT_SCHEDULER, openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 0, queuedMs: 0 } });

const agents = { resource: 'agent', operation: 'getAll' };
const history = { resource: 'credit', operation: 'getHistory' };
const report = { resource: 'credit', operation: 'getUsageReport' };
const onJob = (operation: string, more: IDataObject) => ({
	resource: 'job',
	operation,
	agentId: EVENT_SCHEDULER,
	jobId: 'made-up-job',
	options: { ...EAGER, timeoutSeconds: 1 },
	...more,
});
const JOB_ID = /The Job ID (is empty|must be text|is longer)|does not know it/;

/** Those of the other operations. */
const OTHERS: Row[] = [
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

const CASES = [...RUNS, ...OTHERS].flatMap((each) =>
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
