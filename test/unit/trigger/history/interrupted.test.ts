import { job, Life, many, MINUTE, RULE, START } from './life';
import { World } from './world';

describe('a walk that is interrupted', () => {
	it('4,000 jobs after a pause, the cursor is refused once', async () => {
		const news = many('new', 4000, 1, 0.05);
		const world = new World([...many('old', 300, -400, 1), ...news], RULE, START);
		const life = new Life(world);
		await life.poll();
		world.nowMs += 300 * MINUTE;
		for (let n = 0; n < 20; n++) {
			let requests = 0;
			world.beforeRequest = () => ({ fails: false, refusesCursor: n === 3 && requests++ === 0 });
			await life.polls(1);
		}
		life.expectOnce(news);
	});

	it('a handful of rows; time ran out, and the cursor is refused', async () => {
		const [above, known, below, lower] = [
			job('above', 2, 1),
			job('known', 0, 0),
			job('below', -1, 3),
			job('lower', -2, 4),
		];
		const world = new World(
			[...many('old', 30, -60, 1), known, above, below, lower],
			{ ...RULE, pageSize: 2 },
			START + 1,
		);
		const life = new Life(world);
		await life.poll();
		world.nowMs += 5 * MINUTE;
		await life.polls(2, { budgetMs: 0 });
		world.beforeRequest = () => ({ fails: false, refusesCursor: true });
		await life.polls(1, { budgetMs: 0 });
		world.beforeRequest = () => ({ fails: false });
		await life.polls(30);
		life.expectOnce([above, below, lower]);
	});
});
