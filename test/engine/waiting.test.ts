import type { IDataObject } from 'n8n-workflow';
import { runParameters } from './agentRuns';
import { errorOf, jsonOf, outputOf } from './harness';
import { lasting, numbers } from './lastingRuns';
import { openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 100 } });

describe('many items', () => {
	it('run at once, and come out in input order, each paired with its item', async () => {
		const items = lasting(1600, 1040, 1350, 1090, 1500, 1020, 1250, 1060, 1400, 1150);
		const ran = await stage.run(items, runParameters());
		expect(errorOf(ran)).toBeUndefined();
		expect(numbers(jsonOf(ran))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
		expect(outputOf(ran)[0].map(({ pairedItem }) => pairedItem)).toEqual(
			items.map((_, item) => ({ item })),
		);
		expect(stage.emulator.count('startJob')).toBe(10);
		expect(stage.emulator.peakJobs).toBe(10);
		expect(jsonOf(ran, 'Start')).toEqual(items);
	});

	it.each([1, 2, 5])('run %i at a time where no more are wanted', async (maxConcurrentJobs) => {
		const items = lasting(...new Array<number>(7).fill(80));
		const ran = await stage.run(items, runParameters({ maxConcurrentJobs }));
		expect(numbers(jsonOf(ran))).toEqual([0, 1, 2, 3, 4, 5, 6]);
		expect(stage.emulator.peakJobs).toBeLessThanOrEqual(maxConcurrentJobs);
		expect(stage.emulator.jobs.map(({ input }) => (input as IDataObject).n)).toEqual(
			items.map(({ n }) => n),
		);
	});

	it('take the smallest bound that any item asks for', async () => {
		const items = lasting(60, 60, 60, 60).map((item, n) => ({ ...item, most: n === 2 ? 1 : 9 }));
		await stage.run(items, runParameters({ maxConcurrentJobs: '={{ $json.most }}' }));
		expect(stage.emulator.peakJobs).toBe(1);
	});

	it.each([
		[100, { pollIntervalSeconds: 0.2, maxConcurrentJobs: 100 }, 100],
		[1000, { timeoutSeconds: 60 }, 50],
	])(
		'%i of them: each job started once, none lost',
		async (count, options, atOnce) => {
			const items = lasting(...Array.from({ length: count }, (_, n) => 50 + ((n * 37) % 200)));
			const ran = await stage.run(items, runParameters(options));
			expect(errorOf(ran)).toBeUndefined();
			expect(numbers(jsonOf(ran))).toEqual(items.map(({ n }) => n));
			expect(new Set(jsonOf(ran).map(({ jobId }) => jobId)).size).toBe(count);
			expect(stage.emulator.count('startJob')).toBe(count);
			expect(stage.emulator.peakJobs).toBeLessThanOrEqual(atOnce);
			expect(stage.emulator.peakRequests).toBeLessThanOrEqual(32);
		},
		90_000,
	);
});

describe('the result', () => {
	it('is the job with its agent, and nothing else', async () => {
		const ran = await stage.run([{ topic: 'tides' }], runParameters());
		expect(jsonOf(ran)).toEqual([
			{
				agentId: 'event-scheduler',
				jobId: stage.emulator.jobs[0].jobId,
				status: 'completed',
				progress: 100,
				result: expect.objectContaining({ input: { topic: 'tides' } }) as object,
			},
		]);
	});

	it.each<unknown>([null, 'text', 7, true, [], [1, { a: 2 }], {}])('may be %j', async (result) => {
		stage.emulator.behaviour.jobs.result = result as never;
		const [json] = jsonOf(await stage.run([{}], runParameters()));
		expect(json.result).toEqual(result);
	});

	it('keeps unknown fields', async () => {
		stage.emulator.behaviour.extraFields = true;
		expect(jsonOf(await stage.run([{}], runParameters()))[0]).toMatchObject({
			region: 'eu-central',
		});
	});

	it('comes whatever the progress says', async () => {
		const kinds = ['linear', 'absent', 'null', 'text', 'jumps', { stuckAt: 0 }, { stuckAt: 99 }];
		const items = kinds.map((progress) => ({ emulate: { durationMs: 100, progress } }));
		const ran = await stage.run(items, runParameters({ pollIntervalSeconds: 0 }));
		expect(jsonOf(ran).map(({ status }) => status)).toEqual(kinds.map(() => 'completed'));
	});

	it('comes whatever words the service has for a job under way', async () => {
		stage.emulator.behave({
			jobs: { queuedMs: 50, statusWords: { queued: 'NEW', active: 'thinking' } },
		});
		expect(jsonOf(await stage.run([{}], runParameters()))).toEqual([
			expect.objectContaining({ status: 'completed' }),
		]);
	});
});

describe('without waiting', () => {
	it('gives the job as the service named it, and asks no more', async () => {
		stage.emulator.behaviour.extraFields = true;
		const ran = await stage.run(
			lasting(60_000, 60_000),
			runParameters({}, { waitForCompletion: false }),
		);
		expect(outputOf(ran)[0]).toEqual(
			stage.emulator.jobs.map(({ jobId }, item) => ({
				json: expect.objectContaining({
					agentId: 'event-scheduler',
					jobId,
					status: 'queued',
					region: 'eu-central',
				}) as object,
				pairedItem: { item },
			})),
		);
		expect(stage.emulator.count()).toBe(2);
	});

	it('has three fields, where the service gives no others', async () => {
		const ran = await stage.run(lasting(60_000), runParameters({}, { waitForCompletion: false }));
		const { jobId } = stage.emulator.jobs[0];
		expect(jsonOf(ran)).toEqual([{ agentId: 'event-scheduler', jobId, status: 'queued' }]);
	});
});

describe('the interval', () => {
	it('is kept where one is set', async () => {
		await stage.run(lasting(650), runParameters({ pollIntervalSeconds: 0.2 }));
		const looks = stage.emulator.requests.filter(({ route }) => route === 'getJob');
		const gaps = looks.slice(1).map(({ at }, index) => at - looks[index].at);
		expect(looks.length).toBeLessThanOrEqual(4);
		expect(Math.min(...gaps)).toBeGreaterThanOrEqual(190);
	});

	it('adapts where none is set', async () => {
		stage.emulator.behaviour.jobs.progress = 'absent';
		await stage.run(lasting(2000), runParameters({ pollIntervalSeconds: 0 }));
		expect(stage.emulator.count('getJob')).toBeLessThanOrEqual(8);
	});
});
