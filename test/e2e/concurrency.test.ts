import { itemsOf, nodeTimeMs } from '../../scripts/real-n8n';
import { process } from '../../scripts/platform';
import { useWorkbench } from './support/workbench';
import { byId, NODE, oneNode } from './support/workflows';

const workbench = useWorkbench('Concurrency tests');

const inputOf = (index: number) => ({ task: `number ${index}` });
const items = Array.from({ length: 10 }, (_, index) => inputOf(index));

const runEach = (options: Record<string, number>) => ({
	resource: 'agent',
	operation: 'run',
	agentId: byId('event-scheduler'),
	inputMode: 'json',
	inputJson: '={{ $json }}',
	options,
});

describe('many items at once', () => {
	it('runs 10 jobs of 5 s side by side and puts them out in order', async () => {
		const { emulator, credential } = workbench();
		emulator.behaviour.jobs.durationMs = 5_000;
		const execution = await workbench().run(oneNode(runEach({}), credential, items));
		expect(execution.status).toBe('success');
		expect(emulator.peakJobs).toBe(10);
		expect(emulator.count('startJob')).toBe(10);
		const jobIdOf = new Map(
			emulator.jobs.map(({ input, jobId }) => [JSON.stringify(input), jobId]),
		);
		expect(itemsOf(execution, NODE).map(({ jobId }) => jobId)).toEqual(
			items.map((input) => jobIdOf.get(JSON.stringify(input))),
		);
		const seconds = (nodeTimeMs(execution, NODE) / 1000).toFixed(2);
		const looks = emulator.count('getJob');
		process.stdout.write(`10 jobs of 5 s: ${seconds} s of node time, ${looks} looks\n`);
	});

	it('never has more jobs unfinished than allowed', async () => {
		const { emulator, credential } = workbench();
		// Long enough for three starts at once to meet, on a busy machine too.
		emulator.behaviour.jobs.durationMs = 1_500;
		const workflow = oneNode(runEach({ maxConcurrentJobs: 3 }), credential, items);
		const execution = await workbench().run(workflow);
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, NODE)).toHaveLength(10);
		expect(emulator.peakJobs).toBe(3);
	});
});
