import { CREDENTIAL_NAME, type Execution, itemsOf } from '../../scripts/real-n8n';
import { listExamples, readExample, runExample } from './support/examples';
import { useWorkbench } from './support/workbench';

// The examples name their credential and carry no id: n8n finds it as it would on a user's machine.
const workbench = useWorkbench(CREDENTIAL_NAME, { behaviour: { speed: 5 } });

/** Those that need a mail server, a chat or a published trigger have suites of their own. */
const TESTED_ELSEWHERE = [
	'daily-credit-report-to-a-chat',
	'low-credits-alarm',
	'weekly-credit-report-by-email',
];

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
	it('are all tested', async () => {
		expect(await listExamples()).toEqual([...Object.keys(EXPECTED), ...TESTED_ELSEWHERE].sort());
	});

	it.each(Object.keys(EXPECTED))('%s runs as it was imported', async (name) => {
		workbench().emulator.seedHistory(60);
		EXPECTED[name](await runExample(workbench(), await readExample(name)));
	});
});
