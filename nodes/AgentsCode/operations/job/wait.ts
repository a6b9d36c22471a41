import { createApi } from '../../api/client';
import { createClock } from '../../api/clock';
import { awaitJob } from '../../jobs/awaitJob';
import { openWaitingRoom } from '../../jobs/jobRoom';
import type { Operation } from '../operation';
import { agentField, jobField, readAgentId, readJobId } from '../common/idFields';
import { executeJobItems } from '../common/jobItems';
import {
	optionsCollection,
	readMaxConcurrentJobs,
	readWaitOptions,
	waitOptionFields,
} from '../common/jobOptions';
import { attempt, throwUnlessContinuing } from '../common/nodeErrors';

export const operation: Operation = {
	value: 'wait',
	name: 'Wait for Completion',
	description: 'Wait until a job that was started earlier is finished, and retrieve its result',
	action: 'Wait for job to complete',
	fields: [agentField, jobField, optionsCollection(waitOptionFields)],
	async execute(context) {
		const clock = createClock(context.getExecutionCancelSignal?.());
		const api = await createApi(context, { clock });
		const room = openWaitingRoom(api, clock);
		const inputs = context.getInputData();
		const works = inputs.map((_, itemIndex) =>
			attempt(() => {
				const ref = {
					agentId: readAgentId(context, itemIndex),
					jobId: readJobId(context, itemIndex),
				};
				const options = readWaitOptions(context, itemIndex);
				return async () => await awaitJob(room, ref, options);
			}),
		);
		throwUnlessContinuing(context, works);
		const bound = readMaxConcurrentJobs(context, inputs.length);
		return (await executeJobItems(context, clock, works, bound)).items;
	},
};
