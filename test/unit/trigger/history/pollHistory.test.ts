import { failure, success, type Fault, type Result } from '../../../../nodes/AgentsCode/api/result';
import type { HistoryPage, Job, Run } from '../../../../nodes/AgentsCode/api/shapes';
import {
	pollHistory,
	type PollRule,
} from '../../../../nodes/AgentsCode/trigger/history/pollHistory';
import type { HistorySource } from '../../../../nodes/AgentsCode/trigger/history/source';
import {
	isTriggerState,
	type TriggerState,
} from '../../../../nodes/AgentsCode/trigger/history/state';
import { status } from '../../../support/scriptedApi';

const NOW = Date.UTC(2026, 4, 1, 12);
const MINUTE = 60_000;
const PAGE_SIZE = 5;
const iso = (minutes: number) => new Date(NOW + minutes * MINUTE).toISOString();

/** A run that ended so many minutes after (before, if negative) the first poll. */
function ended(id: string, minutes: number): Run {
	const dates = { startedAt: iso(minutes - 1), completedAt: iso(minutes) };
	return { id, agent: 'a', jobId: `job-${id}`, status: 'completed', ...dates };
}

function running(id: string, minutes: number): Run {
	return { ...ended(id, minutes), status: 'active', completedAt: null };
}

/** A history whose rows a test changes between polls, newest first, five to a page. */
class Source implements HistorySource {
	rows: Run[] = [];
	jobs: Record<string, string> = {};
	read: Array<string | undefined> = [];
	lookedAt: string[] = [];
	/** What goes wrong with a page, by its cursor (`top` for the first). */
	faults: Record<string, Fault | undefined> = {};
	nowMs = NOW;

	now = () => this.nowMs;

	async getHistoryPage(cursor?: string): Promise<Result<HistoryPage>> {
		this.read.push(cursor);
		const fault = this.faults[cursor ?? 'top'];
		if (fault) return failure(fault);
		const from = Number(cursor ?? 0);
		const runs = this.rows.slice(from, from + PAGE_SIZE);
		const hasMore = from + PAGE_SIZE < this.rows.length;
		const next = hasMore ? { nextCursor: String(from + PAGE_SIZE) } : {};
		return success({ runs, hasMore, ...next });
	}

	async getJob(_agent: string, jobId: string): Promise<Result<Job>> {
		this.lookedAt.push(jobId);
		const word = this.jobs[jobId];
		return word === undefined ? failure(status(404)) : success({ jobId, status: word });
	}
}

const RULE: PollRule = {
	lookBackMs: 60 * MINUTE,
	scope: 's',
	deadlineAt: Infinity,
	maxRuns: 1000,
};

async function poll(source: Source, before?: TriggerState, rule: Partial<PollRule> = {}) {
	source.read = [];
	source.lookedAt = [];
	return await pollHistory(before, source, source, { ...RULE, ...rule });
}

/** A poll that must tell; its events, and the state that n8n would store. */
async function told(source: Source, before?: TriggerState, rule: Partial<PollRule> = {}) {
	const answer = await poll(source, before, rule);
	if (!answer.ok) throw new Error(`The poll ended with ${JSON.stringify(answer.fault)}`);
	const { finished, notes, settle } = answer.value;
	const state: unknown = JSON.parse(JSON.stringify(settle()));
	if (!isTriggerState(state)) throw new Error('The state does not pass its own guard');
	return { ids: finished.map(({ run }) => run.id).join(' '), notes, state, settle };
}

const past = (count: number) =>
	Array.from({ length: count }, (_, index) => ended(`p${index}`, -index - 1));

async function activated(rows: Run[]) {
	const source = new Source();
	source.rows = rows;
	const { ids, state } = await told(source);
	expect(ids).toBe('');
	source.nowMs += MINUTE;
	return { source, state };
}

describe('the first poll', () => {
	it('reports nothing, and reads as deep as the look-back lies', async () => {
		const source = new Source();
		source.rows = past(200);
		const { state } = await told(source);
		// Rows of an hour, and eight more that prove that the line was crossed.
		expect(source.read).toHaveLength(14);
		expect(state).toMatchObject({ scope: 's', newestMs: NOW - MINUTE, walk: null, isWhole: false });
	});

	it('of rows without dates reads enough of them, whatever they are', async () => {
		const source = new Source();
		source.rows = Array.from({ length: 200 }, (_, index) => ({
			...ended(`p${index}`, 0),
			startedAt: null,
			completedAt: null,
		}));
		const { state } = await told(source);
		expect(source.read).toHaveLength(4);
		expect(state).toMatchObject({ newestMs: null, aheadMs: null });
	});

	it('ends with the history, and knows then that nothing stands below', async () => {
		const { state } = await activated(past(7));
		expect(state.isWhole).toBe(true);
	});
});

describe('a later poll', () => {
	it('reads one page where nothing has changed', async () => {
		const { source, state } = await activated(past(30));
		expect(await told(source, state)).toMatchObject({ ids: '', notes: [] });
		expect(source.read).toEqual([undefined]);
	});

	it('tells what has come, oldest end first, and tells it once', async () => {
		const { source, state } = await activated(past(30));
		source.rows = [ended('n2', 0.5), ended('n1', 0.4), ...source.rows];
		const first = await told(source, state);
		expect(first.ids).toBe('n1 n2');
		expect((await told(source, first.state)).ids).toBe('');
	});

	it('tells again what was left unreported, and nothing else', async () => {
		const { source, state } = await activated(past(30));
		source.rows = [ended('n2', 0.5), ended('n1', 0.4), ...source.rows];
		const answer = await poll(source, state);
		if (!answer.ok) throw new Error('The poll must tell');
		const [, second] = answer.value.finished;
		const left = answer.value.settle(new Set([second.key]));
		expect((await told(source, left)).ids).toBe('n2');
	});

	it.each(['top', '5'])('keeps to itself what a fault on page %s leaves open', async (page) => {
		const { source, state } = await activated(past(30));
		source.rows = [...Array.from({ length: 7 }, (_, n) => ended(`n${n}`, 0.5)), ...source.rows];
		source.faults = { [page]: status(503) };
		expect(await poll(source, state)).toEqual(failure(status(503)));
		source.faults = {};
		expect((await told(source, state)).ids.split(' ')).toHaveLength(7);
	});

	it('asks for a job that has sunk deep, and tells its end from it, once', async () => {
		const rows = [...past(25), running('x', -26), ended('last', -27)];
		const { source, state } = await activated(rows);
		source.jobs = { 'job-x': 'active' };
		const before = await told(source, state);
		expect(before.ids).toBe('');
		source.jobs = { 'job-x': 'failed' };
		source.nowMs += MINUTE;
		const after = await told(source, before.state);
		expect(after.ids).toBe('x');
		expect([source.read, source.lookedAt]).toEqual([[undefined], ['job-x']]);
		source.nowMs += MINUTE;
		expect((await told(source, after.state)).ids).toBe('');
		expect(source.lookedAt).toEqual([]);
	});

	it('reads on for a job that has sunk a little, since its row tells more', async () => {
		const rows = [...past(8), running('x', -9), ended('last', -10)];
		const { source, state } = await activated(rows);
		source.rows = rows.map((row) => (row.id === 'x' ? ended('x', 0.5) : row));
		const answer = await poll(source, state);
		expect(answer.ok && answer.value.finished).toMatchObject([
			{ run: { id: 'x', completedAt: iso(0.5) } },
		]);
		expect([source.read, source.lookedAt]).toEqual([[undefined, '5'], []]);
	});

	it('tells what is at the top, though what lies deeper can not be read', async () => {
		const open = ['x', 'y'].map((id) => running(id, -12));
		const rows = [...past(11), ...open, ended('last', -13)];
		const { source, state } = await activated(rows);
		source.faults = { '10': status(503) };
		expect(await poll(source, state)).toEqual(failure(status(503)));
		source.rows = [ended('n', 0.5), ...rows];
		expect((await told(source, state)).ids).toBe('n');
		expect(source.read).toEqual([undefined, '5', '10']);
	});

	it('that was late goes on where it stopped, and doubles nothing', async () => {
		const { source, state } = await activated(past(30));
		const news = Array.from({ length: 23 }, (_, n) => ended(`n${n}`, 0.9 - n / 100));
		source.rows = [...news, ...source.rows];
		const ids: string[] = [];
		let before = state;
		for (let polls = 0; polls < 8; polls++) {
			const { ids: more, state: after } = await told(source, before, { deadlineAt: 0 });
			expect(source.read).toHaveLength(1);
			ids.push(...more.split(' ').filter((id) => id !== ''));
			before = after;
		}
		expect(ids.sort()).toEqual(news.map(({ id }) => id).sort());
		expect(before.walk).toBeNull();
	});

	it.each([400, 404, 410, 422])('begins again when its cursor gets HTTP %i', async (code) => {
		const { source, state } = await activated(past(30));
		source.rows = [...Array.from({ length: 8 }, (_, n) => ended(`n${n}`, 0.5)), ...source.rows];
		const first = await told(source, state, { deadlineAt: 0 });
		expect(first.state.walk).toMatchObject({ cursor: '5', isSweep: false });
		source.faults = { '5': status(code) };
		const second = await poll(source, first.state);
		// The page is still refused when the walk from the top comes to it.
		expect(second).toEqual(failure(status(code)));
		expect(source.read).toEqual(['5', undefined, '5']);
	});

	it('does not begin again for a fault that says nothing of the cursor', async () => {
		const { source, state } = await activated(past(30));
		source.rows = [...Array.from({ length: 8 }, (_, n) => ended(`n${n}`, 0.5)), ...source.rows];
		const first = await told(source, state, { deadlineAt: 0 });
		source.faults = { '5': status(500) };
		expect(await poll(source, first.state)).toEqual(failure(status(500)));
		expect(source.read).toEqual(['5']);
	});
});

describe('a history that is another one', () => {
	it('goes by dates, and says so', async () => {
		const { source, state } = await activated(past(30));
		const others = Array.from({ length: 12 }, (_, n) => ended(`o${n}`, 0.5 - n * 10));
		source.rows = others;
		const { ids, notes } = await told(source, state);
		// Within the look-back before the newest date known so far: a minute before the first poll.
		expect(ids.split(' ').sort()).toEqual(['o0', 'o1', 'o2', 'o3', 'o4', 'o5', 'o6'].sort());
		expect(notes).toEqual([
			'None of the runs known so far is in the credit history any more. Of 12 others, 7 are taken for new by their dates.',
		]);
	});

	it('has no note where there is nothing to tell, or nothing was known', async () => {
		const { source, state } = await activated(past(30));
		source.rows = [];
		expect(await told(source, state)).toMatchObject({ ids: '', notes: [] });
		const empty = await activated([]);
		empty.source.rows = [ended('n', 0.5)];
		expect(await told(empty.source, empty.state)).toMatchObject({ ids: 'n', notes: [] });
	});
});

describe('after a pause', () => {
	it('only what ended within the time to report is told', async () => {
		const { source, state } = await activated(past(30));
		source.nowMs = NOW + 600 * MINUTE;
		source.rows = [ended('young', 590), ended('edge', 570), ended('old', 300), ...source.rows];
		// By the newest row, the service's clock is a minute behind this machine's at least.
		const { ids, state: after } = await told(source, state, { reportBackMs: 31 * MINUTE });
		expect(ids).toBe('edge young');
		expect((await told(source, after)).ids).toBe('');
	});
});

describe('a service that can not be followed', () => {
	it('is told of when it repeats itself', async () => {
		const { source, state } = await activated(past(30));
		source.rows = Array.from({ length: 8 }, (_, n) => ended(`n${n}`, 0.5));
		source.getHistoryPage = async () =>
			success({ runs: source.rows.slice(0, 5), hasMore: true, nextCursor: 'again' });
		const answer = await poll(source, state);
		expect(answer).toMatchObject({
			ok: false,
			fault: { kind: 'unreadable', message: expect.stringContaining('repeats itself') },
		});
	});

	it('is told of when its oldest rows come first', async () => {
		const source = new Source();
		source.rows = past(30).reverse();
		source.rows = Array.from({ length: 30 }, (_, n) => ended(`n${n}`, n - 60));
		const first = async (): Promise<Result<HistoryPage>> =>
			success({ runs: source.rows.slice(0, 12), hasMore: true, nextCursor: 'x' });
		source.getHistoryPage = first;
		expect(await poll(source)).toMatchObject({
			ok: false,
			fault: { kind: 'unreadable', message: expect.stringContaining('oldest first') },
		});
	});
});
