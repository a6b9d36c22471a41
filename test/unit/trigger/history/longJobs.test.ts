import { failure } from '../../../../nodes/AgentsCode/api/result';
import { job, Life, many, MINUTE, RULE, START } from './life';
import { World, type WorldRule } from './world';

describe('more than 100 unfinished jobs', () => {
	it('one HTTP 503 on a deep page', async () => {
		const long = many('long', 150, 0.5, 0.001, 300);
		const short = many('short', 600, 2, 0.4);
		const rule = { ...RULE, listsUnfinished: true, pageSize: 20 };
		const world = new World([...many('old', 100, -200, 1), ...long, ...short], rule, START);
		const life = new Life(world);
		await life.poll();
		await life.polls(149);
		let requests = 0;
		world.beforeRequest = () => ({ fails: requests++ === 12 });
		await life.polls(1);
		world.beforeRequest = () => ({ fails: false });
		await life.polls(250);
		life.expectOnce([...long, ...short]);
	});
});

it.each([500, 403, 404])(
	'a long listed job whose own address answers HTTP %i fires by its row',
	async (httpStatus) => {
		const long = job('long', 0.5, 200);
		const others = many('o', 400, 1, 0.5);
		const world = new World(
			[...many('old', 100, -100, 1), long, ...others],
			{ ...RULE, listsUnfinished: true, pageSize: 20 },
			START,
		);
		world.getJob = async () => failure({ kind: 'status', httpStatus, message: '' });
		const life = new Life(world);
		await life.poll();
		await life.polls(600);
		life.expectOnce([long, ...others]);
	},
);

describe('a job that was found ended by its look-up fires once', () => {
	it.each([0, 20])(
		'its row comes to the top afterwards (listed %s minutes late)',
		async (lateMinutes) => {
			const long = job('long', 0.5, 200.2);
			long.listedMs += lateMinutes * MINUTE;
			const others = many('o', 400, 1, 0.5);
			const rule: WorldRule = {
				...RULE,
				orderBy: 'endElseStart',
				listsUnfinished: true,
				pageSize: 20,
			};
			const world = new World([...many('old', 100, -100, 1), long, ...others], rule, START);
			const getJob = world.getJob.bind(world);
			world.getJob = async (agent, jobId) => {
				// The job ends between the page and the look-up.
				if (long.endMs - world.nowMs < 30 * MINUTE) world.nowMs = Math.max(world.nowMs, long.endMs);
				return await getJob(agent, jobId);
			};
			const life = new Life(world);
			await life.poll();
			await life.polls(260);
			life.expectOnce([long, ...others]);
		},
	);
});
