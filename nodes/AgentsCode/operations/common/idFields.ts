import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { idComplaint } from '../../api/ids';
import { attempt } from './nodeErrors';
import { refuse } from './refuse';

export const agentField: INodeProperties = {
	displayName: 'Agent',
	name: 'agentId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The agent to use, with its price per successful run',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchAgents', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. event-scheduler',
		},
	],
};

export const jobField: INodeProperties = {
	displayName: 'Job ID',
	name: 'jobId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. ba77c0de',
	description: "ID of the job, as 'Run' returns it",
};

const CHECK_ID = {
	Agent: "Pick an agent from the list, or check what the expression in 'Agent' gives for this item",
	Job: "Check what the expression in 'Job ID' gives for this item; Run returns the ID as jobId",
};

function checkedId(
	context: IExecuteFunctions,
	raw: unknown,
	label: keyof typeof CHECK_ID,
	itemIndex: number,
): string {
	// An expression gives nothing for a field that the item does not have.
	const id = Number.isFinite(raw) ? String(raw) : (raw ?? '');
	const complaint =
		typeof id === 'string' ? idComplaint(id.trim(), label) : `The ${label} ID must be text`;
	if (complaint !== undefined) throw refuse(context, itemIndex, complaint, CHECK_ID[label]);
	return (id as string).trim();
}

/** @throws NodeOperationError when the id can't be one */
export function readAgentId(context: IExecuteFunctions, itemIndex: number): string {
	const raw = context.getNodeParameter('agentId', itemIndex, '', { extractValue: true });
	return checkedId(context, raw, 'Agent', itemIndex);
}

/** The IDs of an item that is not worked on, as far as they can be read. */
export function knownIds(
	context: IExecuteFunctions,
	itemIndex: number,
): { agentId?: string; jobId?: string } {
	const agentId = attempt(() => readAgentId(context, itemIndex));
	const jobId = attempt(() => readJobId(context, itemIndex));
	return {
		...(agentId.ok && { agentId: agentId.value }),
		...(jobId.ok && { jobId: jobId.value }),
	};
}

/** @throws NodeOperationError when the id can't be one */
export function readJobId(context: IExecuteFunctions, itemIndex: number): string {
	return checkedId(context, context.getNodeParameter('jobId', itemIndex, ''), 'Job', itemIndex);
}
