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

it('finds longer jobs under a longer look-back, where the history hides them', async () => {
	stage.emulator.behave({ history: { pageSize: 5 } });
	stage.emulator.seedHistory(100, { everyMs: 2 * MINUTE });
	const life = stage.trigger({
		parameters: { options: { lookBackMinutes: 300, includeResult: false } },
	});
	await life.activate();
	const [long] = stage.start();
	const fired: string[] = [];
	for (let round = 0; round < 40; round++) {
		stage.startAndFinish(2);
		stage.advance(5 * MINUTE);
		fired.push(...(await stage.polls(life, 1)));
	}
	expect(fired).toHaveLength(80);
	stage.advance(HOUR / 2);
	stage.emulator.finish(long);
	expect(await stage.polls(life, 40)).toEqual([long]);
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
