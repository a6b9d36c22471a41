import type { IExecuteFunctions } from 'n8n-workflow';
import { isRecord } from '../../api/shapes';
import { attemptAsync } from '../common/nodeErrors';

/** n8n names its reason so when somebody stops an execution that waits. */
const CANCELLED = /cancell?ed/i;

/**
 * Whether the execution that is parked was stopped meanwhile: n8n stops it alone, and its jobs would
 * be looked at for nobody. Where that can't be found out, it goes on.
 *
 * @param executionId of the parked execution
 */
export async function wasStopped(
	context: IExecuteFunctions,
	executionId: string,
): Promise<boolean> {
	const read = await attemptAsync(async () => await context.getExecutionDataById(executionId));
	const error: unknown = read.ok ? read.value?.resultData.error : undefined;
	if (!isRecord(error)) return false;
	return [error.name, error.message].some((text) => CANCELLED.test(String(text)));
}
