import {
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { checkJobs } from './check';
import { STEP_PARAMETER, type DurableStep } from './childWorkflow';
import { readParcel, type Parcel } from './parcel';

/** Never shown and never set by a user; a saved workflow does not have it. */
export const stepField: INodeProperties = {
	displayName: 'Durable Step',
	name: STEP_PARAMETER,
	type: 'hidden',
	default: '',
	description: 'The part this plays in the wait for parked jobs, set by the package itself',
};

type Step = (context: IExecuteFunctions, parcel: Parcel) => Promise<INodeExecutionData[][]>;

async function lieDown(
	context: IExecuteFunctions,
	parcel: Parcel,
): Promise<INodeExecutionData[][]> {
	await context.putExecutionToWait(new Date(parcel.nextLookAt));
	return [context.getInputData()];
}

const STEPS: Record<DurableStep, Step> = { wait: lieDown, check: checkJobs };

function parcelOf(context: IExecuteFunctions): Parcel {
	const parcel = readParcel(context.getInputData()[0]?.json);
	if (parcel) return parcel;
	throw new NodeOperationError(context.getNode(), 'There are no parked jobs to wait for', {
		level: 'warning',
		description: `The parameter '${STEP_PARAMETER}' is for the node's own use. Remove it from the workflow.`,
	});
}

/**
 * The part this node plays in a sub-workflow that waits for parked jobs.
 *
 * @returns undefined for every node that a user has put on a canvas
 */
export function durableStep(
	context: IExecuteFunctions,
): (() => Promise<INodeExecutionData[][]>) | undefined {
	const name = context.getNodeParameter(STEP_PARAMETER, 0, '');
	if (name !== 'wait' && name !== 'check') return undefined;
	return async () => await STEPS[name](context, parcelOf(context));
}
