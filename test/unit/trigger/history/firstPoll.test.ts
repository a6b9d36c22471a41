import { job, Life, many, RULE, START } from './life';
import { World } from './world';

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
});
