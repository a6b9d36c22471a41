import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { createApi } from '../../api/client';
import { createClock } from '../../api/clock';
import { openWaitingRoom, type JobRequest, type JobRoom } from '../../jobs/jobRoom';
import { openLedger } from '../../jobs/ledger';
import { runJob } from '../../jobs/runJob';
import { idsOf, type StartedEarlier } from '../common/jobErrors';
import { hintAtTimeout } from '../common/hintAtTimeout';
import { executeJobItems, type JobWork } from '../common/jobItems';
import { readMaxConcurrentJobs, wantsRelease } from '../common/jobOptions';
import { throwUnlessContinuing, type Attempt } from '../common/nodeErrors';
import { orErrorItems } from '../common/orErrorItems';
import { watchProgress } from '../common/progress';
import { openRelease } from '../durable/release';
import type { Operation } from '../operation';
import { creditHindrance } from './credits';
import { earlierJobs, tellingEarlierJobs } from './earlierJobs';
import { forgetJobs } from './forgetJobs';
import { hintAtRun } from './hintAtRun';
import { runIndexOf, sourcesOf } from './places';
import { readRequests, requestFields, wantsCheck } from './requests';
import { startedJobs } from './startedJobs';

function requestsIn(attempts: Array<Attempt<JobRequest>>): JobRequest[] {
	return attempts.flatMap((each) => (each.ok ? [each.value] : []));
}

function isCheckWanted(context: IExecuteFunctions, attempts: Array<Attempt<JobRequest>>): boolean {
	return attempts.some((request, index) => request.ok && wantsCheck(context, index));
}

/** How long each of the waits may take, in seconds. */
function timeoutsOf(requests: JobRequest[]): number[] {
	const waits = requests.filter(({ waitForCompletion }) => waitForCompletion);
	return waits.map(({ options }) => options.timeoutSeconds);
}

function worksOn(attempts: Array<Attempt<JobRequest>>, room: JobRoom): JobWork[] {
	return attempts.map((request) =>
		request.ok ? { ok: true, value: async () => await runJob(room, request.value) } : request,
	);
}

/** All that must be read, and found good, before the first job is started. */
async function prepare(context: IExecuteFunctions) {
	const clock = createClock(context.getExecutionCancelSignal?.());
	const api = await createApi(context, { clock });
	const runIndex = runIndexOf(context);
	const ledger = openLedger(context.getContext('node'), sourcesOf(context, api.baseUrl, runIndex));
	const requests = readRequests(context, api.baseUrl, runIndex);
	throwUnlessContinuing(context, requests);
	const bound = readMaxConcurrentJobs(context, requests.length);
	const mustCheck = !clock.aborted && isCheckWanted(context, requests);
	const hindrance = mustCheck
		? await creditHindrance(context, api, requestsIn(requests), ledger)
		: undefined;
	return { clock, api, ledger, requests, bound, hindrance };
}

async function runAll(
	context: IExecuteFunctions,
	earlier: StartedEarlier,
): Promise<INodeExecutionData[]> {
	const prepared = await tellingEarlierJobs(context, earlier, async () => await prepare(context));
	const { clock, api, ledger, requests, bound, hindrance } = prepared;
	const timeoutsSeconds = timeoutsOf(requestsIn(requests));
	hintAtRun(context, requestsIn(requests).length, bound);
	const remark = hintAtTimeout(context, timeoutsSeconds);
	const progress = watchProgress(context, clock, requests.length, { remark });
	const { room, release } = openRelease<JobRoom>(
		context,
		{ ...openWaitingRoom(api, clock), ledger, hindrance, onStarted: progress.started },
		wantsRelease(context),
		timeoutsSeconds,
	);
	const works = progress.watching(worksOn(requests, room));
	const output = await executeJobItems(context, clock, works, bound, {
		startedJobs: startedJobs(context, requests, ledger, earlier),
		release,
	});
	forgetJobs(context, ledger, requests, output);
	return output.items;
}

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const earlier = earlierJobs(context);
	const work = async () => await runAll(context, earlier);
	return await orErrorItems(context, work, (itemIndex) => idsOf(earlier(itemIndex)));
}

export const operation: Operation = {
	value: 'run',
	name: 'Run',
	description: 'Run an agent and, if wanted, wait for its result',
	action: 'Run agent',
	fields: requestFields,
	execute,
};
