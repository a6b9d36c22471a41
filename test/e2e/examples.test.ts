import { fs, path } from '../../scripts/platform';
import {
	CREDENTIAL_NAME,
	type Execution,
	itemsOf,
	type WorkflowFile,
} from '../../scripts/real-n8n';
import { REPOSITORY } from '../../scripts/repository';
import { useWorkbench } from './support/workbench';

// The examples name their credential and carry no id: n8n finds it as it would on a user's machine.
const workbench = useWorkbench(CREDENTIAL_NAME, { behaviour: { speed: 5 } });

const FOLDER = path.join(REPOSITORY, 'examples');

async function readExample(name: string): Promise<WorkflowFile> {
	const text = await fs.readFile(path.join(FOLDER, `${name}.json`), 'utf8');
	return JSON.parse(text) as WorkflowFile;
}

async function runExample(name: string): Promise<Execution> {
	const execution = await workbench().run(await readExample(name));
	expect(execution.error?.message).toBeUndefined();
	expect(execution.status).toBe('success');
	return execution;
}

/** What each example shows, beyond running to its end. */
const EXPECTED: Record<string, (execution: Execution) => void> = {
	'run-an-agent-and-wait': (execution) => {
		expect(itemsOf(execution, 'Run Agent')).toEqual([
			expect.objectContaining({ status: 'completed', result: expect.any(Object) }),
		]);
	},
	'run-agents-over-a-list': (execution) => {
		expect(itemsOf(execution, 'Finished').map(({ agent }) => agent)).toEqual([
			'event-scheduler',
			'agent_123456',
			'invoice-reader',
		]);
		expect(itemsOf(execution, 'Not Finished')).toEqual([
			{ agent: 'retired-agent', jobId: '', reason: expect.stringContaining('retired-agent') },
		]);
		expect(workbench().emulator.jobs).toHaveLength(3);
	},
	'run-without-waiting-and-collect-later': (execution) => {
		const [started] = itemsOf(execution, 'Start Job');
		expect(started).toMatchObject({ status: 'queued' });
		expect(itemsOf(execution, 'Collect Result')).toEqual([
			expect.objectContaining({ jobId: started.jobId, status: 'completed' }),
		]);
		expect(workbench().emulator.jobs).toHaveLength(1);
	},
	'credits-and-history': (execution) => {
		expect(itemsOf(execution, 'Get Balance')).toEqual([
			{ available: expect.any(Number), used: expect.any(Number) },
		]);
		const sums = itemsOf(execution, 'Most Expensive First').map(({ sum_creditsUsed }) =>
			Number(sum_creditsUsed),
		);
		expect(sums.length).toBeGreaterThan(1);
		expect(sums).toEqual([...sums].sort((a, b) => b - a));
	},
	'start-a-workflow-when-jobs-finish': (execution) => {
		const [event] = itemsOf(execution, 'When Jobs Finish');
		expect(event).toMatchObject({ event: 'jobFinished', jobId: expect.any(String) });
		const branch = event.status === 'completed' ? 'Use Result' : 'Tell Someone';
		expect(itemsOf(execution, branch)).toHaveLength(1);
	},
};

describe('the example workflows', () => {
	it('are all tested here', async () => {
		const files = (await fs.readdir(FOLDER)).filter((file) => file.endsWith('.json'));
		expect(files.map((file) => path.basename(file, '.json')).sort()).toEqual(
			Object.keys(EXPECTED).sort(),
		);
	});

	it.each(Object.keys(EXPECTED))('%s runs as it was imported', async (name) => {
		workbench().emulator.seedHistory(60);
		EXPECTED[name](await runExample(name));
	});
});
