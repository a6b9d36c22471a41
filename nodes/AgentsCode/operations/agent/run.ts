import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { createApi, type AgentsCodeApi, type StartBody } from '../../api/client';
import { createClock } from '../../api/clock';
import { clarifyStarts, hasUnclearStart } from '../../jobs/clarifyStarts';
import { openWaitingRoom, type JobRequest, type JobRoom } from '../../jobs/jobRoom';
import { ledgerKey, openLedger, type Ledger } from '../../jobs/ledger';
import { runJob } from '../../jobs/runJob';
import type { Operation } from '../operation';
import { agentField, readAgentId } from '../shared/idFields';
import { startedJobsNote } from '../shared/jobErrors';
import { executeJobItems, type StartedJobs } from '../shared/jobItems';
import {
	optionsCollection,
	rawOptions,
	readMaxConcurrentJobs,
	readWaitOptions,
	waitOptionFields,
} from '../shared/jobOptions';
import { attempt, throwUnlessContinuing, type Attempt } from '../shared/nodeErrors';
import { orErrorItems } from '../shared/orErrorItems';
import { creditHindrance } from './credits';
import { inputFields, readInput } from './input';

/** How long runs that may be a job in question are looked for, before the item is told as failed. */
const CLARIFY_PATIENCE_MS = 10_000;

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
	// The API takes a text; an object from an expression is what its author means by its JSON.
	const contextData = typeof raw === 'string' ? raw : JSON.stringify(raw);
	return contextData === '' ? { input } : { input, contextData };
}

function readRequest(
	context: IExecuteFunctions,
	api: AgentsCodeApi,
	runIndex: number,
	itemIndex: number,
): JobRequest {
	const agentId = readAgentId(context, itemIndex);
	const body = readBody(context, itemIndex);
	return {
		agentId,
		body,
		ledgerKey: ledgerKey({ runIndex, itemIndex, baseUrl: api.baseUrl, agentId, body }),
		waitForCompletion: context.getNodeParameter('waitForCompletion', itemIndex, true) === true,
		options: readWaitOptions(context, itemIndex),
	};
}

function readRequests(context: IExecuteFunctions, api: AgentsCodeApi): Array<Attempt<JobRequest>> {
	const runIndex = Number(context.getWorkflowDataProxy(0).$runIndex);
	return context
		.getInputData()
		.map((_, itemIndex) => attempt(() => readRequest(context, api, runIndex, itemIndex)));
}

/** An AI agent may call its tool several times at the same place, with different questions. */
function executionIdOf(context: IExecuteFunctions): string | undefined {
	return context.getNode().type.endsWith('Tool') ? undefined : context.getExecutionId();
}

function requestsIn(attempts: Array<Attempt<JobRequest>>): JobRequest[] {
	return attempts.flatMap((each) => (each.ok ? [each.value] : []));
}

/** Tells the other rooms what the ledger knows of these items' jobs. */
function startedJobs(
	context: IExecuteFunctions,
	requests: Array<Attempt<JobRequest>>,
	ledger: Ledger,
): StartedJobs {
	return {
		startedEarlier: (itemIndex) => {
			const request = requests[itemIndex];
			const entry = request.ok ? ledger.find(request.value.ledgerKey) : undefined;
			return entry?.state === 'started' ? entry : undefined;
		},
		clarify: async (outcomes) => {
			if (!hasUnclearStart(outcomes)) return outcomes;
			// The clock of the run may have been stopped by the very item in question.
			const clock = createClock(context.getExecutionCancelSignal?.());
			const api = await createApi(context, { clock, patienceMs: CLARIFY_PATIENCE_MS });
			return await clarifyStarts(api, outcomes, ledger.jobIds());
		},
	};
}

/** @throws NodeApiError | NodeOperationError where the node is set to stop and no job may be started */
async function hindranceIn(
	context: IExecuteFunctions,
	api: AgentsCodeApi,
	requests: Array<Attempt<JobRequest>>,
	{ ledger, startedEarlier }: { ledger: Ledger } & StartedJobs,
): Promise<string | undefined> {
	if (requests.every((_, index) => rawOptions(context, index).checkCredits !== true)) return;
	const hindrance = await creditHindrance(context, api, requestsIn(requests), ledger);
	if (hindrance === undefined || context.continueOnFail()) return hindrance?.message;
	const note = startedJobsNote(requests.flatMap((_, index) => startedEarlier(index) ?? []));
	hindrance.description = `${hindrance.description ?? ''}${note}`;
	throw hindrance;
}

async function runAll(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const clock = createClock(context.getExecutionCancelSignal?.());
	const api = await createApi(context, { clock });
	const ledger = openLedger(context.getContext('node'), executionIdOf(context));
	const requests = readRequests(context, api);
	throwUnlessContinuing(context, requests);
	const bound = readMaxConcurrentJobs(context, requests.length);

	const jobs = startedJobs(context, requests, ledger);
	const hindrance = clock.aborted
		? undefined
		: await hindranceIn(context, api, requests, { ledger, ...jobs });
	const room: JobRoom = { ...openWaitingRoom(api, clock), ledger, hindrance };
	const works = requests.map((request) =>
		request.ok
			? { ok: true as const, value: async () => await runJob(room, request.value) }
			: request,
	);
	const { items, allDelivered } = await executeJobItems(context, clock, works, bound, jobs);
	// What is delivered is not run again, so a loop's earlier rounds need not be remembered.
	if (allDelivered) requestsIn(requests).forEach((request) => ledger.forget(request.ledgerKey));
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
	async execute(context) {
		return await orErrorItems(context, async () => await runAll(context));
	},
};
