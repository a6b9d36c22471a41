import type { HistoryBehaviour } from '../emulator';
import { HOUR, jobIds, MINUTE, Stage } from './triggerStage';

const stage = new Stage();

type Variant = [name: string, history: Partial<HistoryBehaviour>];

const histories: Variant[] = [
	['finished runs only, by start', { listUnfinished: false, orderBy: 'startedAt' }],
	['finished runs only, by end', { listUnfinished: false, orderBy: 'completedAt' }],
	['unfinished runs too, by start', { listUnfinished: true, orderBy: 'startedAt' }],
	['unfinished runs too, by end', { listUnfinished: true, orderBy: 'completedAt' }],
	['unfinished runs without an end field', { listUnfinished: true, unfinishedEnd: 'absent' }],
];

describe.each(histories)('a history of %s', (_name, history) => {
	beforeEach(() => stage.emulator.behave({ history: { ...history, pageSize: 5 } }));

	it('does not fire old runs at the first activation, but the job that was running then', async () => {
		stage.emulator.seedHistory(40, { everyMs: MINUTE });
		const [running] = stage.start();
		const life = stage.trigger();
		expect(await life.activate()).toEqual([]);
		expect(await stage.polls(life, 3)).toEqual([]);
		stage.emulator.finish(running);
		expect(await stage.polls(life, 1)).toEqual([running]);
		expect(await stage.polls(life, 30)).toEqual([]);
	});

	it('fires a first job on an account that never had one', async () => {
		const life = stage.trigger();
		await life.activate();
		const [job] = stage.start();
		expect(await stage.polls(life, 2)).toEqual([]);
		stage.emulator.finish(job);
		expect(await stage.polls(life, 3)).toEqual([job]);
	});

	it('finds a long job that ends below three pages of rows already seen', async () => {
		stage.emulator.seedHistory(40);
		const life = stage.trigger();
		await life.activate();
		const [long] = stage.start();
		const fired = await stage.polls(life, 1);
		const short = stage.startAndFinish(15);
		fired.push(...(await stage.polls(life, 2)));
		expect(fired.sort()).toEqual([...short].sort());
		stage.emulator.finish(long);
		// Noticed late by about a tenth of its age, or by as many polls as there are pages above it.
		expect(await stage.polls(life, 6)).toEqual([long]);
		expect(await stage.polls(life, 30)).toEqual([]);
	});

	it('goes on from the last saved state when n8n is killed after quiet polls', async () => {
		stage.emulator.seedHistory(12);
		const life = stage.trigger();
		await life.activate();
		const jobs = stage.start(8);
		expect(await stage.polls(life, 5)).toEqual([]);
		stage.emulator.finish(jobs[0]);
		stage.advance(MINUTE);
		const fired = jobIds(await life.restart());
		stage.emulator.finish();
		fired.push(...(await stage.polls(life, 8)));
		expect(fired.sort()).toEqual([...jobs].sort());
		expect(jobIds(await life.restart())).toEqual([]);
		expect(await stage.polls(life, 20)).toEqual([]);
	});

	it('fires several hundred jobs that ended between two polls, oldest end first', async () => {
		stage.emulator.behave({ history: { ...history, pageSize: 20 } });
		stage.emulator.seedHistory(12);
		const life = stage.trigger();
		await life.activate();
		const jobs = stage.startAndFinish(330);
		expect(await stage.polls(life, 1)).toEqual(jobs);
		expect(await stage.polls(life, 40)).toEqual([]);
	});
});

it('a job whose row vanishes when it is cancelled fires by what the job itself tells', async () => {
	stage.emulator.behave({ history: { listUnfinished: true, listCancelled: false, pageSize: 5 } });
	stage.emulator.seedHistory(30, { cancelledEvery: 0 });
	const life = stage.trigger();
	await life.activate();
	const [job] = stage.start();
	stage.startAndFinish(3);
	await stage.polls(life, 1);
	stage.emulator.finish(job, 'cancelled');
	stage.advance(MINUTE);
	const events = await life.poll();
	expect(events).toMatchObject([{ jobId: job, status: 'cancelled' }]);
	expect(await stage.polls(life, 20)).toEqual([]);
});

describe('pages that move', () => {
	const cursors: Variant[] = [
		['cursors that count rows', { paging: 'shifting' }],
		['cursors that remember a row', { paging: 'stable' }],
		['pages that overlap', { overlap: 3 }],
		['pages that overlap and shift', { overlap: 2, paging: 'shifting' }],
	];

	it.each(cursors)('%s: rows that come while the pages are read', async (_name, history) => {
		stage.emulator.behave({ history: { ...history, pageSize: 5 } });
		stage.emulator.seedHistory(30);
		const life = stage.trigger();
		await life.activate();
		const jobs = stage.startAndFinish(12);
		const late: string[] = [];
		stage.emulator.fault({
			route: 'getHistory',
			times: 2,
			kind: 'mutate',
			change: (body: never) => {
				late.push(...stage.startAndFinish(2));
				return body;
			},
		});
		const fired = await stage.polls(life, 3);
		expect(late).toHaveLength(4);
		expect(fired.sort()).toEqual([...jobs, ...late].sort());
		expect(await stage.polls(life, 20)).toEqual([]);
	});
});

describe('dates that can’t be trusted', () => {
	const dates: Variant[] = [
		['null', { dates: 'null' }],
		['absent', { dates: 'absent' }],
		['no dates at all but text', { dates: 'text' }],
		['1970', { dates: 'epoch' }],
		['the far future', { dates: 'future' }],
		['the same for a minute', { granularityMs: MINUTE }],
	];

	it.each(dates)('%s', async (_name, history) => {
		stage.emulator.behave({ history: { ...history, pageSize: 5 } });
		stage.emulator.seedHistory(30, { everyMs: MINUTE });
		const [long] = stage.start();
		const life = stage.trigger();
		expect(await life.activate()).toEqual([]);
		const jobs = stage.startAndFinish(12);
		expect((await stage.polls(life, 1)).sort()).toEqual([...jobs].sort());
		stage.emulator.finish(long);
		expect(await stage.polls(life, 10)).toEqual([long]);
		expect(await stage.polls(life, 30)).toEqual([]);
	});

	it('the same for hours: new rows may come anywhere among the old ones', async () => {
		stage.emulator.behave({ history: { granularityMs: 3 * HOUR, pageSize: 5 } });
		stage.emulator.seedHistory(30, { everyMs: MINUTE });
		const life = stage.trigger();
		await life.activate();
		const jobs = stage.startAndFinish(12);
		expect((await stage.polls(life, 15)).sort()).toEqual([...jobs].sort());
		expect(await stage.polls(life, 30)).toEqual([]);
	});

	it.each([-3 * HOUR, 3 * HOUR, -400 * 24 * HOUR, 400 * 24 * HOUR])(
		'a service whose clock is %i ms ahead',
		async (clockSkewMs) => {
			stage.emulator.behave({ clockSkewMs, history: { pageSize: 5 } });
			stage.emulator.seedHistory(30, { everyMs: 2 * MINUTE });
			const [long] = stage.start();
			const life = stage.trigger();
			expect(await life.activate()).toEqual([]);
			const jobs = stage.startAndFinish(12);
			expect(await stage.polls(life, 1)).toEqual(jobs);
			stage.emulator.finish(long);
			expect(await stage.polls(life, 10)).toEqual([long]);
			expect(await stage.polls(life, 30)).toEqual([]);
		},
	);

	it('rows that show minutes after the end, below rows already seen', async () => {
		stage.emulator.behave({ history: { pageSize: 5, lateMs: 4 * MINUTE } });
		stage.emulator.seedHistory(30);
		const life = stage.trigger();
		await life.activate();
		const fired: string[] = [];
		const jobs: string[] = [];
		for (let round = 0; round < 6; round++) {
			jobs.push(...stage.startAndFinish(4));
			fired.push(...(await stage.polls(life, 1)));
		}
		fired.push(...(await stage.polls(life, 20)));
		expect(fired.sort()).toEqual([...jobs].sort());
	});
});

describe('pauses', () => {
	/** Activates, then switches off; jobs end at the given ages before the trigger is switched on again. */
	async function pause(pauseMs: number, endedAgoMs: number[]) {
		stage.emulator.seedHistory(30);
		const life = stage.trigger();
		stage.startAndFinish();
		await life.activate();
		stage.advance(5 * MINUTE);
		await life.poll();
		life.deactivate();
		const jobs: string[] = [];
		let leftMs = pauseMs;
		for (const agoMs of endedAgoMs) {
			stage.advance(leftMs - agoMs);
			jobs.push(...stage.startAndFinish());
			leftMs = agoMs - 1000;
		}
		stage.advance(leftMs);
		return { life, jobs };
	}

	it('fires what ended in a pause shorter than the look-back', async () => {
		const { life, jobs } = await pause(50 * MINUTE, [40 * MINUTE, 10 * MINUTE]);
		expect(jobIds(await life.activate())).toEqual(jobs);
		expect(await stage.polls(life, 20)).toEqual([]);
	});

	it('fires only what ended within the look-back after a longer pause', async () => {
		const { life, jobs } = await pause(5 * HOUR, [4 * HOUR, 2 * HOUR, 30 * MINUTE]);
		expect(jobIds(await life.activate())).toEqual([jobs[2]]);
		expect(await stage.polls(life, 30)).toEqual([]);
	});

	it('fires what the next poll would have found, though polls are rarer than the look-back is long', async () => {
		const life = stage.trigger();
		await life.activate();
		for (let poll = 0; poll < 3; poll++) {
			stage.advance(6 * HOUR);
			const [job] = stage.startAndFinish();
			expect(jobIds(await life.poll())).toEqual([job]);
		}
		const jobs = stage.startAndFinish();
		stage.advance(4 * HOUR);
		jobs.push(...stage.startAndFinish());
		life.deactivate();
		stage.advance(MINUTE);
		expect(jobIds(await life.activate())).toEqual(jobs);
	});

	it('does not take an edit of the workflow for a pause', async () => {
		const { life, jobs } = await pause(5 * HOUR, [4 * HOUR, 30 * MINUTE]);
		expect(jobIds(await life.activate('update'))).toEqual(jobs);
	});

	it('fires all that ended while n8n itself was down, however long', async () => {
		const { life, jobs } = await pause(5 * HOUR, [4 * HOUR, 2 * HOUR, 30 * MINUTE]);
		expect(jobIds(await life.restart())).toEqual(jobs);
		expect(await stage.polls(life, 30)).toEqual([]);
	});

	it('fires all that ended while the service could not be reached, however long', async () => {
		const life = stage.trigger();
		await life.activate();
		await stage.polls(life, 2);
		const jobs = stage.startAndFinish();
		const fault = stage.emulator.fault({ kind: 'status', status: 401, times: Infinity });
		for (let poll = 0; poll < 4; poll++) {
			stage.advance(HOUR);
			await expect(life.poll()).rejects.toThrow();
		}
		fault.remove();
		jobs.push(...stage.startAndFinish());
		expect(await stage.polls(life, 1)).toEqual(jobs);
	});
});

describe('polls that overlap', () => {
	it('lets the second one pass without a request', async () => {
		stage.emulator.seedHistory(3);
		const life = stage.trigger();
		await life.activate();
		const [job] = stage.startAndFinish();
		stage.emulator.behave({ latencyMs: 100 });
		const before = stage.historyRequests();
		const both = await Promise.all([life.poll(), life.poll()]);
		expect(both.map(jobIds)).toEqual([[job], []]);
		expect(stage.historyRequests() - before).toBe(1);
		expect(await stage.polls(life, 1)).toEqual([]);
	});
});

describe('what is stored', () => {
	it.each([
		['nothing of ours', { jobFinished: { lastTimeChecked: 5 } }],
		['a state of another version', { jobFinished: { version: 99 } }],
		['a text', { jobFinished: 'broken' }],
	])('starts anew from %s', async (_name, stored) => {
		stage.emulator.seedHistory(30);
		const life = stage.trigger();
		life.saved = JSON.stringify({ 'node:AgentsCode Trigger': stored });
		expect(await life.activate()).toEqual([]);
		const jobs = stage.startAndFinish(3);
		expect(await stage.polls(life, 2)).toEqual(jobs);
	});

	it('starts anew under another credential', async () => {
		const life = stage.trigger();
		await life.activate();
		stage.emulator.seedHistory(100, { everyMs: 1000 });
		life.credentialId = '2';
		expect(await life.activate('update')).toEqual([]);
		const jobs = stage.startAndFinish(2);
		expect(await stage.polls(life, 20)).toEqual(jobs);
	});

	it('takes only recent runs for new when the known ones have vanished', async () => {
		stage.emulator.seedHistory(100, { everyMs: MINUTE });
		const life = stage.trigger();
		await life.activate();
		stage.emulator.reset();
		stage.emulator.behave({ jobs: { durationMs: Infinity } });
		stage.emulator.seedHistory(
			Array.from({ length: 60 }, (_, index) => ({
				id: `other${index}`,
				startedAt: new Date(Date.now() - 5 * HOUR - index * MINUTE).toISOString(),
			})),
		);
		const [job] = stage.startAndFinish();
		expect(await stage.polls(life, 20)).toEqual([job]);
	});
});
