import { sleep } from '../../../scripts/platform';
import { getExecution, importWorkflow, startRun } from '../../../scripts/real-n8n';
import { untilEnded, wallMsOf } from '../n8n/execution';
import { peakMemoryDuring, residentBytes } from '../n8n/memory';
import { openStage, SERVICE, type Stage } from '../n8n/stage';
import { type AgentSum, sumsOf } from './sums';
import { type Reporter, workflowOf } from './workflows';

export interface ReportFigures {
	/** From the execution's start to its end, by n8n's own clock. */
	wallMs: number;
	/** What n8n's process held before, and at most while the execution ran. */
	bytesBefore: number;
	peakBytes: number;
	requests: number;
	sums: AgentSum[];
}

export const PAGE_SIZE = 1000;
const WARM_UP_ROWS = 2 * PAGE_SIZE;
const SETTLE_MS = 5_000;
const END_WITHIN_MS = 300_000;

async function run(stage: Stage, reporter: Reporter, rows: number): Promise<ReportFigures> {
	const { session, emulator, credential, pid } = stage;
	emulator.reset();
	emulator.behave({ ...SERVICE, history: { pageSize: PAGE_SIZE } });
	emulator.seedHistory(rows);
	const file = workflowOf(reporter, { baseUrl: emulator.baseUrl, credential });
	const workflow = await importWorkflow(session, file);
	await sleep(SETTLE_MS);
	const bytesBefore = await residentBytes(pid);
	const { result, peakBytes } = await peakMemoryDuring(pid, async () => {
		await startRun(session, workflow);
		return await untilEnded(stage, workflow.id, END_WITHIN_MS);
	});
	if (result.status !== 'success')
		throw new Error(`n8n calls the execution of '${workflow.name}' '${result.status}'`);
	const requests = emulator.count();
	const sums = sumsOf(reporter, await getExecution(session, result.id));
	return { wallMs: wallMsOf(result), bytesBefore, peakBytes, requests, sums };
}

/** Adds the history up once, in an n8n of its own that has done so before with a few rows. */
export async function measureReport(reporter: Reporter, rows: number): Promise<ReportFigures> {
	const stage = await openStage();
	try {
		await run(stage, reporter, WARM_UP_ROWS);
		return await run(stage, reporter, rows);
	} finally {
		await stage.close();
	}
}
