import {
	type Execution,
	itemsOf,
	type Say,
	type Session,
	startRun,
	step,
	type StoredWorkflow,
	waitForExecution,
} from '../real-n8n';

/** Runs a workflow as its user would and tells what came of it; false when it did not succeed. */
export async function runExample(
	session: Session,
	workflow: StoredWorkflow,
	say: Say,
): Promise<boolean> {
	const execution = await step(say, `Running the workflow "${workflow.name}"`, async () =>
		waitForExecution(session, await startRun(session, workflow)),
	);
	say('');
	say(execution.status === 'success' ? resultOf(execution) : reasonOf(execution));
	return execution.status === 'success';
}

function resultOf(execution: Execution): string {
	const last = Object.keys(execution.runData).at(-1) ?? '';
	const items = itemsOf(execution, last).map((item) => JSON.stringify(item, null, 2));
	return [`Its result, as n8n's node "${last}" puts it out:`, '', ...items].join('\n');
}

function reasonOf({ status, error }: Execution): string {
	const reasons = [error?.message, error?.description].filter(Boolean);
	return [`It did not succeed: n8n reports '${status}'.`, ...reasons].join('\n  ');
}
