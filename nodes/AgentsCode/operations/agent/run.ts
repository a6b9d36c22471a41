import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { createApi, type AgentsCodeApi, type StartBody } from '../../api/client';
import { createClock } from '../../api/clock';
import { openRelease } from '../../durable/release';
import { openWaitingRoom, type JobRequest, type JobRoom } from '../../jobs/jobRoom';
import { openLedger } from '../../jobs/ledger';
import { ledgerKey, placeIn, sourceOf } from '../../jobs/ledgerKey';
import { runJob } from '../../jobs/runJob';
import type { Operation } from '../operation';
import { hintAtTimeout } from '../common/hintAtTimeout';
import { readBoolean } from '../common/booleans';
import { agentField, readAgentId } from '../common/idFields';
import { executeJobItems, type JobWork } from '../common/jobItems';
import {
	optionsCollection,
	rawOptions,
	readMaxConcurrentJobs,
	readWaitOptions,
	waitOptionFields,
	wantsRelease,
} from '../common/jobOptions';
import { attempt, throwUnlessContinuing, type Attempt } from '../common/nodeErrors';
import { watchProgress } from '../common/progress';
import { isTool } from '../common/tool';
import { creditHindrance } from './credits';
import { hintAtRun } from './hintAtRun';
import { inputFields, readInput } from './input';
import { refuseNaN } from './inputRefusal';
import { startedJobs } from './startedJobs';

const waitField: INodeProperties = {
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	default: true,
	description:
		'Whether to wait for the job and output its result, instead of only starting it and outputting its ID',
};

const contextOption: INodeProperties = {
	displayName: 'Context Data',
	name: 'contextData',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	description:
		'Text that the agent gets besides its input, such as what it should know of the user',
};

const checkCreditsOption: INodeProperties = {
	displayName: 'Check Credits First',
	name: 'checkCredits',
	type: 'boolean',
	default: false,
	description:
		'Whether to compare the price of all runs with the balance first, and start nothing if it does not suffice',
};

function readBody(context: IExecuteFunctions, itemIndex: number): StartBody {
	const input = readInput(context, itemIndex);
	const raw = rawOptions(context, itemIndex).contextData ?? '';
	if (Number.isNaN(raw)) throw refuseNaN(context, itemIndex, 'Context Data');
	// The API takes a text; an object from an expression is what its author means by its JSON.
	const contextData = typeof raw === 'string' ? raw : JSON.stringify(raw);
	return contextData === '' ? { input } : { input, contextData };
}

/** @throws NodeOperationError when it is neither on nor off */
function wantsCheck(context: IExecuteFunctions, itemIndex: number): boolean {
	const raw = rawOptions(context, itemIndex).checkCredits;
	return readBoolean(context, raw, 'Check Credits First', false, itemIndex);
}

function readRequest(
	context: IExecuteFunctions,
	api: AgentsCodeApi,
	runIndex: number,
	itemIndex: number,
): JobRequest {
	const agentId = readAgentId(context, itemIndex);
	const body = readBody(context, itemIndex);
	wantsCheck(context, itemIndex);
	return {
		agentId,
		body,
		ledgerKey: ledgerKey({ runIndex, itemIndex, baseUrl: api.baseUrl, agentId, body }),
		waitForCompletion: readBoolean(
			context,
			context.getNodeParameter('waitForCompletion', itemIndex, true),
			'Wait for Completion',
			true,
			itemIndex,
		),
		options: readWaitOptions(context, itemIndex),
	};
}

function runIndexOf(context: IExecuteFunctions): number {
	return Number(context.getWorkflowDataProxy(0).$runIndex);
}

function readRequests(
	context: IExecuteFunctions,
	api: AgentsCodeApi,
	runIndex: number,
): Array<Attempt<JobRequest>> {
	return context
		.getInputData()
		.map((_, itemIndex) => attempt(() => readRequest(context, api, runIndex, itemIndex)));
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

/**
 * Whether n8n runs a node again that has put something out: with Retry On Fail it does when the first
 * item failed. A loop's earlier rounds need not be remembered; what an AI agent asks twice must be.
 */
function mayRunAgain(context: IExecuteFunctions, items: INodeExecutionData[]): boolean {
	const hasRetry = context.getNode().retryOnFail === true;
	return isTool(context) || (hasRetry && items[0]?.json.error !== undefined);
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
	const requests = readRequests(context, api, runIndex);
	throwUnlessContinuing(context, requests);
	const bound = readMaxConcurrentJobs(context, requests.length);

	const jobs = startedJobs(context, requests, ledger);
	const isChecked = requests.some((request, index) => request.ok && wantsCheck(context, index));
	const mustCheck = isChecked && !clock.aborted;
	const hindrance = mustCheck
		? await creditHindrance(context, api, requestsIn(requests), ledger)
		: undefined;
	const waits = requestsIn(requests).filter(({ waitForCompletion }) => waitForCompletion);
	const timeoutsSeconds = waits.map(({ options }) => options.timeoutSeconds);
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
	const { items, allDelivered } = await executeJobItems(context, clock, works, bound, {
		startedJobs: jobs,
		release,
	});
	if (allDelivered || !mayRunAgain(context, items)) {
		requestsIn(requests).forEach((request) => ledger.forget(request.ledgerKey));
	}
	return items;
}

export const operation: Operation = {
	value: 'run',
	name: 'Run',
	description: 'Run an agent and, if wanted, wait for its result',
	action: 'Run agent',
	fields: [
		agentField,
		...inputFields,
		waitField,
		optionsCollection([...waitOptionFields, contextOption, checkCreditsOption]),
	],
	execute: runAll,
};
