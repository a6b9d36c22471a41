import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { idComplaint } from '../../api/ids';

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

function checkedId(
	context: IExecuteFunctions,
	raw: unknown,
	label: 'Agent' | 'Job',
	itemIndex: number,
): string {
	// An expression gives nothing for a field that the item does not have.
	const id = Number.isFinite(raw) ? String(raw) : (raw ?? '');
	const parameter = label === 'Agent' ? 'agentId' : 'jobId';
	const complaint =
		typeof id === 'string' ? idComplaint(id.trim(), label) : `The ${label} ID is not a text`;
	if (complaint !== undefined) {
		throw new NodeOperationError(context.getNode(), complaint, {
			itemIndex,
			level: 'warning',
			description:
				label === 'Agent'
					? `Pick an agent from the list, or check what the expression in '${parameter}' gives for this item`
					: `Check what the expression in '${parameter}' gives for this item; Run returns the ID as jobId`,
		});
	}
	return (id as string).trim();
}

/** @throws NodeOperationError when the id can't be one */
export function readAgentId(context: IExecuteFunctions, itemIndex: number): string {
	const raw = context.getNodeParameter('agentId', itemIndex, '', { extractValue: true });
	return checkedId(context, raw, 'Agent', itemIndex);
}

/** @throws NodeOperationError when the id can't be one */
export function readJobId(context: IExecuteFunctions, itemIndex: number): string {
	return checkedId(context, context.getNodeParameter('jobId', itemIndex, ''), 'Job', itemIndex);
}
