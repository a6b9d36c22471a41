import type { IDataObject, INodeParameters, IRun } from 'n8n-workflow';
import type { RouteName } from '../emulator';
import { runParameters } from './agentRuns';
import { errorOf, jsonOf } from './harness';
import { openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 0, queuedMs: 0 } });

const run = runParameters();

afterEach(() => {
	// Whatever was in names, no object of the process has got new fields.
	expect(Object.keys(Object.prototype)).toEqual([]);
	const fresh: Record<string, unknown> = {};
	expect([fresh.polluted, fresh.isAdmin, fresh.status]).toEqual([undefined, undefined, undefined]);
});

const POLLUTERS = ['__proto__', 'constructor', 'prototype'];
const POLLUTED = [
	'{"__proto__": {"polluted": true}}',
	'{"constructor": {"prototype": {"polluted": true}}}',
	'{"a": {"__proto__": {"isAdmin": true}}, "b": [{"__proto__": {"polluted": 1}}]}',
];

describe('a name that reaches the prototype', () => {
	it.each([
		...POLLUTERS,
		...POLLUTERS.map((name) => `a.${name}.b`),
		'__proto__.polluted',
		'constructor.prototype.polluted',
		' __proto__ ',
		'a.__proto__',
	])('is refused as the name of a field: %j', async (name) => {
		const assignments = [{ id: '1', name, type: 'string', value: 'true' }];
		const ran = await stage.run([{}], {
			...run,
			inputMode: 'fields',
			inputFields: { assignments },
		});
		expect(errorOf(ran)?.message).toMatch(/An input field can't be named/);
		expect(stage.emulator.requests).toEqual([]);
	});

	it.each(['__PROTO__', 'proto', 'constructors', 'toString', 'hasOwnProperty', 'valueOf', 'then'])(
		'is not %j, which is a field like any other',
		async (name) => {
			const assignments = [
				{ id: '1', name, type: 'string', value: 'x' },
				{ id: '2', name: `a.${name}`, type: 'string', value: 'y' },
			];
			const parameters = { ...run, inputMode: 'fields', inputFields: { assignments } };
			expect(errorOf(await stage.run([{}], parameters))).toBeUndefined();
			expect(stage.emulator.jobs[0].input).toEqual({ [name]: 'x', a: { [name]: 'y' } });
		},
	);

	it.each(POLLUTED)('in a JSON text is sent as the field it is: %s', async (text) => {
		const ran = await stage.run([{}], { ...run, inputJson: text });
		expect(errorOf(ran)).toBeUndefined();
		expect(JSON.stringify(stage.emulator.jobs[0].input)).toBe(JSON.stringify(JSON.parse(text)));
	});

	const ANSWERS: Array<[string, RouteName, INodeParameters]> = [
		['a job', 'getJob', run],
		['a start', 'startJob', run],
		['an agent', 'listAgents', { resource: 'agent', operation: 'getAll' }],
		['a balance', 'getBalance', { resource: 'credit', operation: 'getBalance' }],
		['the history', 'getHistory', { resource: 'credit', operation: 'getHistory' }],
		[
			'a report',
			'getHistory',
			{
				resource: 'credit',
				operation: 'getUsageReport',
				period: 'custom',
				from: '2000-01-01',
				to: '2100-01-01',
			},
		],
	];
	/** What is put out, without that field, and without the IDs of jobs, which differ from run to run. */
	const withoutIt = (ran: IRun): string =>
		JSON.stringify(jsonOf(ran))
			.replace(/,?"__proto__":\{"polluted":true\}/g, '')
			.replace(/"jobId":"[^"]*"/g, '"jobId"');

	it.each(ANSWERS)('in %s changes nothing but that field', async (_, route, parameters) => {
		stage.emulator.seedHistory(3);
		const polluted = (entry: IDataObject) =>
			JSON.parse(`${JSON.stringify(entry).slice(0, -1)}, ${POLLUTED[0].slice(1)}`) as IDataObject;
		const change = (body: IDataObject | IDataObject[]): unknown => {
			if (Array.isArray(body)) return body.map(polluted);
			const runs = body.runs as IDataObject[] | undefined;
			return polluted(runs ? { ...body, runs: runs.map(polluted) } : body);
		};
		const clean = await stage.run([{}], parameters);
		stage.emulator.fault({ route, times: Infinity, kind: 'mutate', change });
		const ran = await stage.run([{}], parameters);
		expect(errorOf(ran)).toBeUndefined();
		expect(jsonOf(clean).length).toBeGreaterThan(0);
		expect(withoutIt(ran)).toBe(withoutIt(clean));
	});

	it.each(['agent', 'status', 'day'])(
		'as an agent or a status of a report by %s',
		async (groupBy) => {
			stage.emulator.seedHistory(4);
			stage.emulator.behave({
				history: { row: (fields) => ({ ...fields, agent: '__proto__', status: 'constructor' }) },
			});
			const report = { resource: 'credit', operation: 'getUsageReport', groupBy };
			const groups = jsonOf(await stage.run([{}], report));
			expect(groups.reduce((sum, { runs }) => sum + Number(runs), 0)).toBe(4);
		},
	);
});
