import { sleep } from '../../scripts/platform';
import { engine } from './engine';
import { agentsCodeNode, connect, simpleWorkflow, startNode, type RunOptions } from './harness';
import { EAGER, EVENT_SCHEDULER, openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 50 } });

const PICKED = {
	__rl: true,
	mode: 'list',
	value: 'event-scheduler',
	cachedResultName: 'Event Scheduler (5 credits)',
};
const RUN = { agentId: EVENT_SCHEDULER, inputMode: 'text', inputText: 'Go', options: EAGER };
const items = (count: number) => Array.from({ length: count }, () => ({}));

/** The texts of the hints that n8n keeps with the output. */
async function hintsOf(
	count: number,
	parameters: object,
	settings: object = {},
): Promise<string[]> {
	const workflow = { ...simpleWorkflow(items(count), { ...RUN, ...parameters }), settings };
	const run = await stage.play(workflow);
	expect(run.data.resultData.error).toBeUndefined();
	const [{ hints = [] }] = run.data.resultData.runData.AgentsCode;
	return hints.map(({ message }) => message);
}

describe('hints beside the output', () => {
	it('none for a usual run', async () => {
		expect(await hintsOf(3, { agentId: PICKED })).toEqual([]);
	});

	it('many credits, by the price that was picked, without a request for it', async () => {
		expect(await hintsOf(21, { agentId: PICKED })).toEqual([
			expect.stringMatching(/^21 items asked for 21 paid runs, 105 credits in all/),
		]);
		expect(stage.emulator.count('listAgents')).toBe(0);
	});

	it('no price is guessed where each item may name an agent of its own', async () => {
		const agentId = { ...PICKED, value: "={{ 'event-scheduler' }}" };
		expect(await hintsOf(21, { agentId })).toEqual([]);
	});

	it('more jobs than run at once, unless that was chosen', async () => {
		expect(await hintsOf(51, {})).toEqual([expect.stringMatching(/no more than 50 ran at once/)]);
		expect(await hintsOf(51, { options: { ...EAGER, maxConcurrentJobs: 50 } })).toEqual([]);
	});

	it("a wait that may outlast the workflow's own time-out, where there is a wait", async () => {
		const workflow = { executionTimeout: 5 };
		const hint = expect.stringMatching(
			/timeout of 5 seconds is shorter than 'Timeout \(Seconds\)' \(20\)/,
		) as string;
		expect(await hintsOf(1, {}, workflow)).toEqual(engine.tellsWorkflowSettings ? [hint] : []);
		expect(await hintsOf(1, { waitForCompletion: false }, workflow)).toEqual([]);
	});
});

/** What is said in the console; the last line may come a second after the end. */
async function linesOf(parameters: object, options: Partial<RunOptions> = {}, type = 'agentsCode') {
	const lines: string[] = [];
	const node = {
		...agentsCodeNode({ ...RUN, ...parameters }),
		type: `n8n-nodes-agentscode.${type}`,
	};
	const workflow = {
		nodes: [startNode(items(3)), node],
		connections: connect({ Start: [['AgentsCode']] }),
		settings: { executionTimeout: 5 },
	};
	await stage.play(workflow, { onConsoleLine: (line) => lines.push(line), ...options });
	const deadline = Date.now() + 10_000;
	while (lines.length > 0 && !/^3 of 3 jobs finished/.test(lines.at(-1) ?? '')) {
		if (Date.now() > deadline) break;
		await sleep(50);
	}
	return lines;
}

describe('lines in the console', () => {
	it('tell what is worth knowing at once, and how the jobs come along to the end', async () => {
		const lines = await linesOf({});
		const isTold = /^The workflow's own timeout of 5 seconds is shorter/.test(lines[0]);
		expect(isTold).toBe(engine.tellsWorkflowSettings);
		expect(lines.at(-1)).toBe('3 of 3 jobs finished');
		const words = lines.join();
		expect(words).not.toContain(stage.emulator.apiKey);
		for (const { jobId } of stage.emulator.jobs) expect(words).not.toContain(jobId);
	});

	it.each(['trigger', 'webhook'] as const)('none in production: %s', async (mode) => {
		expect(await linesOf({}, { mode })).toEqual([]);
	});

	it('none as a tool', async () => {
		expect(await linesOf({}, {}, 'agentsCodeTool')).toEqual([]);
	});
});
