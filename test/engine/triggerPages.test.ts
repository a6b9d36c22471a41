import type { HistoryBehaviour } from '../emulator';
import { HOUR, MINUTE, Stage } from './triggerStage';

const stage = new Stage();

type Variant = [name: string, history: Partial<HistoryBehaviour>];

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
