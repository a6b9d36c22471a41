import { sleep } from '../../../scripts/platform';
import { type ExecutionRow, hasEnded, listExecutions } from '../../../scripts/real-n8n';
import type { Stage } from './stage';

const LOOK_MS = 100;

/** Waits until a workflow's newest execution has ended; throws after `timeoutMs`. */
export async function untilEnded(
	{ session }: Stage,
	workflowId: string,
	timeoutMs: number,
): Promise<ExecutionRow> {
	const deadline = Date.now() + timeoutMs;
	while (Date.now() < deadline) {
		const [execution] = await listExecutions(session, { workflowId }, 1);
		if (execution && hasEnded(execution)) return execution;
		await sleep(LOOK_MS);
	}
	throw new Error(`The execution has not ended after ${timeoutMs} ms`);
}

/** From the execution's start to its end, by n8n's own clock. */
export function wallMsOf({ startedAt, stoppedAt }: ExecutionRow): number {
	return Date.parse(stoppedAt ?? '') - Date.parse(startedAt);
}
