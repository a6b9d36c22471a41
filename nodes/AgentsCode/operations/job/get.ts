import type { IDataObject } from 'n8n-workflow';
import { toJobItem } from '../common/jobItem';
import type { Operation } from '../operation';
import { agentField, jobField, readAgentId, readJobId } from '../common/idFields';
import { executePerItem, valueOf } from '../common/perItem';

export const operation: Operation = {
	value: 'get',
	name: 'Get',
	description: 'Retrieve the status, the progress and the result of a job',
	action: 'Get job',
	fields: [agentField, jobField],
	async execute(context) {
		return await executePerItem(context, async (api, itemIndex, about) => {
			const agentId = (about.agentId = readAgentId(context, itemIndex));
			const jobId = (about.jobId = readJobId(context, itemIndex));
			const intent = `Could not get the job "${jobId}" of agent "${agentId}"`;
			const job = valueOf(context, await api.getJob(agentId, jobId), intent, itemIndex);
			return toJobItem(agentId, job) as IDataObject;
		});
	},
};
