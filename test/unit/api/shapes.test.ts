import {
	readAgents,
	readBalance,
	readHistoryPage,
	readJob,
	readStartedJob,
} from '../../../nodes/AgentsCode/api/shapes';

const NOT_OBJECTS: unknown[] = [null, undefined, '', 'text', 7, true, [], [{}]];

const unreadable = (words: RegExp) => ({
	ok: false,
	fault: { kind: 'unreadable', httpStatus: 200, message: expect.stringMatching(words) as string },
});

describe('readAgents', () => {
	const agents = [{ id: 'a', name: 'A', credits: 3, inputSchema: { type: 'object' } }];

	it.each([
		['a bare list', agents],
		['a wrapped list', { agents }],
		['a wrapped list with more beside it', { agents, total: 1 }],
	])('reads %s, unknown fields and all', (_, body) => {
		expect(readAgents(body)).toEqual({ ok: true, value: agents });
	});

	it.each([[[]], [{ agents: [] }]])('%j is an empty list', (body) => {
		expect(readAgents(body)).toEqual({ ok: true, value: [] });
	});

	it.each([null, undefined, '', 'text', 7, {}, { agents: {} }, { agents: null }, { items: [] }])(
		'%j is no list of agents',
		(body) => {
			expect(readAgents(body)).toEqual(unreadable(/list of agents/));
		},
	);

	it('leaves out entries without an id, and takes a number for one', () => {
		const body = [null, 'a', {}, { id: '' }, { id: '  ' }, { id: {} }, { id: 7 }, { id: 'b' }];
		expect(readAgents(body)).toEqual({ ok: true, value: [{ id: '7' }, { id: 'b' }] });
	});
});

describe('readJob', () => {
	it('keeps unknown fields, and whatever progress and result are', () => {
		const body = { jobId: 'j', status: 'active', progress: 'half', result: null, region: 'eu' };
		expect(readJob(body, 'j')).toEqual({ ok: true, value: body });
	});

	it.each([[undefined], [null], [''], [{}], ['another'], [7]])(
		'keeps the asked id when the answer says %j',
		(jobId) => {
			expect(readJob({ jobId, status: 'queued' }, 'asked')).toMatchObject({
				ok: true,
				value: { jobId: 'asked', status: 'queued' },
			});
		},
	);

	it.each([...NOT_OBJECTS, {}, { status: '' }, { status: ' ' }, { status: null }, { status: 7 }])(
		'%j is no job',
		(body) => {
			expect(readJob(body, 'j')).toEqual(unreadable(/job with a status/));
		},
	);
});

describe('readStartedJob', () => {
	it('keeps unknown fields', () => {
		const body = { jobId: 'j', status: 'queued', region: 'eu' };
		expect(readStartedJob(body)).toEqual({ ok: true, value: body });
	});

	it.each([[undefined], [null], ['']])('a status of %j is as good as queued', (status) => {
		expect(readStartedJob({ jobId: 'j', status })).toEqual({
			ok: true,
			value: { jobId: 'j', status: 'queued' },
		});
	});

	it.each([...NOT_OBJECTS, {}, { status: 'queued' }, { jobId: '' }, { jobId: ' ' }, { jobId: {} }])(
		'%j names no job',
		(body) => {
			expect(readStartedJob(body)).toEqual(unreadable(/jobId/));
		},
	);

	it('takes a number for an id', () => {
		expect(readStartedJob({ jobId: 7 })).toEqual({
			ok: true,
			value: { jobId: '7', status: 'queued' },
		});
	});
});

describe('readBalance', () => {
	it.each([
		{ available: 100, used: 50 },
		{ available: 0, used: 0 },
		{ available: -3, used: 2.5, plan: 'pro' },
	])('%j', (body) => {
		expect(readBalance(body)).toEqual({ ok: true, value: body });
	});

	it.each([...NOT_OBJECTS, {}, { available: null }, { available: '100' }, { used: 50 }])(
		'%j is no balance',
		(body) => {
			expect(readBalance(body)).toEqual(unreadable(/'available'/));
		},
	);
});

describe('readHistoryPage', () => {
	const run = { id: 'r', agent: 'a', jobId: 'j', status: 'completed' };

	it('keeps unknown fields of rows', () => {
		const rows = [{ ...run, tags: ['x'] }];
		expect(readHistoryPage({ runs: rows, hasMore: false })).toEqual({
			ok: true,
			value: { runs: rows, hasMore: false, nextCursor: undefined },
		});
	});

	it.each<[object, boolean, string | undefined]>([
		[{ hasMore: true, nextCursor: 'c' }, true, 'c'],
		[{ hasMore: true, nextCursor: null }, true, undefined],
		[{ hasMore: true, nextCursor: '' }, true, undefined],
		[{ hasMore: true, nextCursor: 7 }, true, undefined],
		[{ hasMore: false, nextCursor: 'c' }, false, 'c'],
		[{}, false, undefined],
		[{ hasMore: 'true' }, false, undefined],
	])('%j', (rest, hasMore, nextCursor) => {
		expect(readHistoryPage({ runs: [], ...rest })).toEqual({
			ok: true,
			value: { runs: [], hasMore, nextCursor },
		});
	});

	it('tells a row without an id by its job', () => {
		const page = readHistoryPage({ runs: [{ agent: 'a', jobId: 'j' }], hasMore: false });
		expect(page).toMatchObject({ ok: true, value: { runs: [{ id: 'j', jobId: 'j' }] } });
	});

	it.each([
		[7, { jobId: '7' }],
		['j', { jobId: 'j' }],
		[null, {}],
		['', {}],
		[{}, {}],
		[undefined, {}],
	])('takes %j for a job ID as far as it can be one', (jobId, named) => {
		const page = readHistoryPage({ runs: [{ ...run, jobId }], hasMore: false });
		const rest = { id: 'r', agent: 'a', status: 'completed' };
		expect(page).toMatchObject({ ok: true });
		expect(page.ok && page.value.runs).toStrictEqual([{ ...rest, ...named }]);
	});

	it.each([null, 'row', {}, { id: '' }, { id: null, jobId: null }])(
		'a row such as %j spoils the page, rather than being dropped in silence',
		(row) => {
			expect(readHistoryPage({ runs: [run, row], hasMore: false })).toEqual(unreadable(/id/));
		},
	);

	it.each([...NOT_OBJECTS, {}, { runs: null }, { runs: {} }])('%j is no page', (body) => {
		expect(readHistoryPage(body)).toEqual(unreadable(/'runs'/));
	});
});
