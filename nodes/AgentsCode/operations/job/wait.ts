import { createApi } from '../../api/client';
import { createClock } from '../../api/clock';
import { openRelease } from '../durable/release';
import { awaitJob } from '../../jobs/awaitJob';
import { openWaitingRoom } from '../../jobs/jobRoom';
import type { Operation } from '../operation';
import { hintAtTimeout } from '../common/hintAtTimeout';
import { agentField, jobField, readAgentId, readJobId } from '../common/idFields';
import { executeJobItems, type JobWork } from '../common/jobItems';
import {
	optionsCollection,
	readMaxConcurrentJobs,
	readWaitOptions,
	waitOptionFields,
	wantsRelease,
} from '../common/jobOptions';
import { attempt, throwUnlessContinuing } from '../common/nodeErrors';
import { watchProgress } from '../common/progress';

export const operation: Operation = {
	value: 'wait',
	name: 'Wait for Completion',
	description: 'Wait until a job that was started earlier is finished, and retrieve its result',
	action: 'Wait for job to complete',
	fields: [agentField, jobField, optionsCollection(waitOptionFields)],
	async execute(context) {
		const clock = createClock(context.getExecutionCancelSignal?.());
		const api = await createApi(context, { clock });
		const inputs = context.getInputData();
		const waits = inputs.map((_, itemIndex) =>
			attempt(() => ({
				agentId: readAgentId(context, itemIndex),
				jobId: readJobId(context, itemIndex),
				options: readWaitOptions(context, itemIndex),
			})),
		);
		throwUnlessContinuing(context, waits);
		const timeoutsSeconds = waits.flatMap((wait) =>
			wait.ok ? [wait.value.options.timeoutSeconds] : [],
		);
		const { room, release } = openRelease(
			context,
			openWaitingRoom(api, clock),
			wantsRelease(context),
			timeoutsSeconds,
		);
		const progress = watchProgress(context, clock, inputs.length, {
			remark: hintAtTimeout(context, timeoutsSeconds),
			startedAlready: inputs.length,
		});
		const works = waits.map((wait): JobWork => {
			if (!wait.ok) return wait;
			const { options, ...ref } = wait.value;
			return { ok: true, value: async () => await awaitJob(room, ref, options) };
		});
		const bound = readMaxConcurrentJobs(context, inputs.length);
		return (await executeJobItems(context, clock, progress.watching(works), bound, { release }))
			.items;
	},
};
