import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { createApi } from '../../api/client';
import { createClock } from '../../api/clock';
import { openWaitingRoom, type JobRequest, type JobRoom } from '../../jobs/jobRoom';
import { openLedger } from '../../jobs/ledger';
import { placeIn, sourceOf } from '../../jobs/ledgerKey';
import { runJob } from '../../jobs/runJob';
import { hintAtTimeout } from '../common/hintAtTimeout';
import { executeJobItems, type JobWork } from '../common/jobItems';
import { readMaxConcurrentJobs, wantsRelease } from '../common/jobOptions';
import { throwUnlessContinuing, type Attempt } from '../common/nodeErrors';
import { watchProgress } from '../common/progress';
import { isTool } from '../common/tool';
import { openRelease } from '../durable/release';
import type { Operation } from '../operation';
import { creditHindrance } from './credits';
import { forgetJobs } from './forgetJobs';
import { hintAtRun } from './hintAtRun';
import { readRequests, requestFields, wantsCheck } from './requests';
import { startedJobs } from './startedJobs';

/**
 * Which run of the node this is. Each call of a tool is a run of its own, and they all count as one: a
 * model that asks the same again shall find the job of its first call.
 */
function runIndexOf(context: IExecuteFunctions): number {
	if (isTool(context)) return 0;
	return Number(context.getWorkflowDataProxy(0).$runIndex);
}

/** Where each item's request comes from. An AI agent asks its tool different things at one place. */
function sourcesOf(
	context: IExecuteFunctions,
	baseUrl: string,
	runIndex: number,
): (place: string) => string | undefined {
	if (isTool(context)) return () => undefined;
	const { parameters } = context.getNode();
	const sources = new Map(
		context
			.getInputData()
			.map(({ json }, itemIndex) => [
				placeIn(runIndex, itemIndex),
				sourceOf(json, parameters, baseUrl),
			]),
	);
	return (place) => sources.get(place);
}

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

async function runAll(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const clock = createClock(context.getExecutionCancelSignal?.());
	const api = await createApi(context, { clock });
	const runIndex = runIndexOf(context);
	const ledger = openLedger(context.getContext('node'), sourcesOf(context, api.baseUrl, runIndex));
	const requests = readRequests(context, api.baseUrl, runIndex);
	throwUnlessContinuing(context, requests);
	const bound = readMaxConcurrentJobs(context, requests.length);

	const jobs = startedJobs(context, requests, ledger);
	const mustCheck = !clock.aborted && isCheckWanted(context, requests);
	const hindrance = mustCheck
		? await creditHindrance(context, api, requestsIn(requests), ledger)
		: undefined;
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
		startedJobs: jobs,
		release,
	});
	forgetJobs(context, ledger, requests, output);
	return output.items;
}

export const operation: Operation = {
	value: 'run',
	name: 'Run',
	description: 'Run an agent and, if wanted, wait for its result',
	action: 'Run agent',
	fields: requestFields,
	execute: runAll,
};
