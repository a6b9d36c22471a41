import { job, Life, many, MINUTE, RULE, START } from './life';
import { World } from './world';

describe('a clock that is wrong for a while loses nothing:', () => {
	const long = job('long', 20, 45);
	const others = many('o', 100, 1, 1);
	const open = () =>
		new World([...many('old', 200, -200, 1), long, ...others], { ...RULE, pageSize: 10 }, START);

	it('this machine’s clock was five hours slow for two polls', async () => {
		const life = new Life(open());
		life.clockOffMs = -300 * MINUTE;
		await life.poll();
		await life.polls(1);
		life.clockOffMs = 0;
		await life.polls(200);
		life.expectOnce([long, ...others]);
	});

	it('one row is dated twenty hours ahead', async () => {
		const world = open();
		const getHistoryPage = world.getHistoryPage.bind(world);
		world.getHistoryPage = async (cursor) => {
			const page = await getHistoryPage(cursor);
			if (page.ok)
				for (const run of page.value.runs)
					if (run.id === 'o5') run.completedAt = new Date(START + 1200 * MINUTE).toISOString();
			return page;
		};
		const life = new Life(world);
		await life.poll();
		await life.polls(200);
		life.expectOnce([long, ...others]);
	});
});
