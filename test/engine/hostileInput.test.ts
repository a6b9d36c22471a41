import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { RouteName } from '../emulator';
import { errorOf, jsonOf } from './harness';
import { TriggerLife } from './pollHarness';
import { byId, EAGER, EVENT_SCHEDULER, openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 0, queuedMs: 0 } });

const run: INodeParameters = {
	resource: 'agent',
	operation: 'run',
	agentId: EVENT_SCHEDULER,
	inputMode: 'json',
	inputJson: '={{ $json }}',
	options: EAGER,
};

afterEach(() => {
	// Whatever was in names, no object of the process has got new fields.
	expect(Object.keys(Object.prototype)).toEqual([]);
	const fresh: Record<string, unknown> = {};
	expect([fresh.polluted, fresh.isAdmin, fresh.status]).toEqual([undefined, undefined, undefined]);
});

/** An ID, and whether it may stand in a path as it is. */
const IDS: Array<[string, string, boolean]> = [
	['slashes', 'a/b', false],
	['a way up', '../credits/balance', false],
	['an encoded way up', '..%2Fcredits%2Fbalance', true],
	['a dot', '.', false],
	['two dots', '..', false],
	['three dots', '...', true],
	['dots inside', 'v1.2..3', true],
	['backslashes', 'a\\b', false],
	['a query', 'a?input=1', true],
	['a fragment', 'a#b', true],
	['a percent sign', '100%', true],
	['a null byte', `a${String.fromCharCode(0)}b`, false],
	['line breaks', 'a\r\nHost: evil.dev', false],
	['an escape sequence', `${String.fromCharCode(27)}[31mred`, false],
	['half an emoji', '\ud83d', false],
	['an emoji', '👩‍🚀', true],
	['other scripts', 'größe-日本', true],
	['text from right to left', 'مرحبا', true],
	['an address', 'https://evil.dev/x', false],
	['a template', '{{ $env.SECRET }}', true],
	['markup', '<script>alert(1)<\\/script>', false],
	['500 characters', 'x'.repeat(500), true],
	['501 characters', 'x'.repeat(501), false],
	['10 kB', 'x'.repeat(10_240), false],
	['a name of the prototype', '__proto__', true],
	['a name of every object', 'constructor', true],
];

/** The parts of a path, as the service reads them. */
function reveal(path: string): string[] {
	return path.replace(/^\/v1/, '').split('?')[0].split('/').slice(1).map(decodeURIComponent);
}

describe('an ID', () => {
	it.each(IDS)('with %s goes out as one part of the path, or not at all', async (_, id, mayBe) => {
		const { emulator } = stage;
		emulator.agents.push({ ...emulator.agents[0], id });
		const item = { id };
		const ran = await stage.run([item], { ...run, agentId: byId('={{ $json.id }}') });
		if (mayBe) {
			expect(errorOf(ran)).toBeUndefined();
			expect(jsonOf(ran)[0]).toMatchObject({ agentId: id, status: 'completed' });
			expect(emulator.jobs.map(({ agentId }) => agentId)).toEqual([id]);
			return;
		}
		expect(errorOf(ran)?.message).toMatch(/can't be the ID of an agent|The Agent ID is longer/);
		expect(errorOf(ran)?.message.length).toBeLessThan(300);
		expect(/\p{Cc}/u.test(errorOf(ran)?.message ?? '')).toBe(false);
		expect(emulator.requests).toEqual([]);
	});

	it.each(IDS)('of a job with %s too', async (_, id, mayBe) => {
		const ran = await stage.run([{ id }], {
			resource: 'job',
			operation: 'get',
			agentId: EVENT_SCHEDULER,
			jobId: '={{ $json.id }}',
		});
		const [request] = stage.emulator.requests;
		if (mayBe) expect(reveal(request.path)).toEqual(['agents', 'event-scheduler', id]);
		else expect(request).toBeUndefined();
		expect(errorOf(ran)?.message).toMatch(
			mayBe ? /does not know it/ : /can't be the ID of a job|The Job ID is longer/,
		);
	});

	it('that the history tells is held to the same rules when a result is fetched', async () => {
		const life = new TriggerLife({ credential: () => stage.credential() });
		await life.activate();
		const jobIds = ['../../credits/balance', 'a/b', '..', 'x'.repeat(10_240)];
		stage.emulator.seedHistory(jobIds.map((jobId, n) => ({ id: `odd-${n}`, jobId })));
		const events = await life.poll();
		expect(events.map(({ jobId }) => jobId).sort()).toEqual([...jobIds].sort());
		for (const { errorMessage } of events) {
			expect(errorMessage).toMatch(/^The job's result could not be read/);
		}
		const asked = new Set<RouteName>(stage.emulator.requests.map(({ route }) => route));
		expect([...asked].sort()).toEqual(['getHistory', 'listAgents']);
	});
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
		['a report', 'getHistory', { resource: 'credit', operation: 'getUsageReport' }],
	];

	it.each(ANSWERS)('in %s changes nothing but that field', async (_, route, parameters) => {
		stage.emulator.seedHistory(3);
		const polluted = (entry: IDataObject) =>
			JSON.parse(`${JSON.stringify(entry).slice(0, -1)}, ${POLLUTED[0].slice(1)}`) as IDataObject;
		const change = (body: IDataObject | IDataObject[]): unknown => {
			if (Array.isArray(body)) return body.map(polluted);
			const runs = body.runs as IDataObject[] | undefined;
			return polluted(runs ? { ...body, runs: runs.map(polluted) } : body);
		};
		stage.emulator.fault({ route, times: Infinity, kind: 'mutate', change });
		const ran = await stage.run([{}], parameters);
		expect(errorOf(ran)).toBeUndefined();
		expect(jsonOf(ran).length).toBeGreaterThan(0);
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
