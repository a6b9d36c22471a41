import { job, Life, many, MINUTE, RULE, START } from './life';
import { World, type WorldJob } from './world';

describe('the first poll', () => {
	it('that runs out of time reads on until it has met an old run', async () => {
		const running = many('run', 10, -1, 0.01, 30);
		const rule = { ...RULE, listsUnfinished: true, pageSize: 10 };
		const life = new Life(new World([...many('old', 2000, -2000, 1), ...running], rule, START));
		await life.poll({ budgetMs: 0 });
		await life.polls(100);
		life.expectOnce(running);
	});

	it.each([true, false])(
		'reads to the look-back, however small its pages (lists unfinished: %s)',
		async (listsUnfinished) => {
			const running = job('run', -49.5, 55);
			const rule = { ...RULE, listsUnfinished, pageSize: 5 };
			const life = new Life(new World([...many('old', 1000, -200, 0.2), running], rule, START));
			await life.poll();
			await life.polls(100);
			life.expectOnce([running]);
		},
	);

	describe.each([true, false])('that is cut short (lists unfinished: %s)', (listsUnfinished) => {
		const old = many('old', 600, -120, 0.2);
		const play = async (running: WorldJob[], budgets: number[]) => {
			const rule = { ...RULE, listsUnfinished, pageSize: 10 };
			const life = new Life(new World([...old, ...running], rule, START));
			for (const budgetMs of budgets) {
				await life.poll({ budgetMs });
				life.source.nowMs += MINUTE;
			}
			await life.polls(100);
			life.expectOnce(running);
		};

		it.each<[string, WorldJob]>([
			['ends much later', job('run', -50, 90)],
			['ends between the first two polls', job('run', -50, 50.5)],
			['lies on the first page', job('run', -1, 30)],
		])('does not lose a job that was running: it %s', async (_name, running) => {
			await play([running], [0]);
		});

		it('goes on as often as it takes', async () => {
			await play([job('deep', -55, 80), job('run', -30, 45)], Array<number>(40).fill(0));
		});

		it('tells what comes meanwhile', async () => {
			await play([job('run', -50, 90), ...many('new', 20, 0.5, 0.25)], [0, 0, 0]);
		});
	});
});
