import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { createApi, type AgentsCodeApi, type StartBody } from '../../api/client';
import { createClock } from '../../api/clock';
import { billFor, creditComplaint } from '../../jobs/creditCheck';
import { openWaitingRoom, type JobRequest } from '../../jobs/jobRoom';
import { ledgerKey, openLedger, type Ledger } from '../../jobs/ledger';
import { runJob } from '../../jobs/runJob';
import type { Operation } from '../operation';
import { agentField, readAgentId } from '../shared/idFields';
import { executeJobItems } from '../shared/jobItems';
import {
	optionsCollection,
	rawOptions,
	readMaxConcurrentJobs,
	readWaitOptions,
	waitOptionFields,
} from '../shared/jobOptions';
import { attempt, throwUnlessContinuing, type Attempt } from '../shared/nodeErrors';
import { valueOf } from '../shared/perItem';
import { inputFields, readInput } from './input';

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

/** @throws NodeApiError | NodeOperationError when the credits don't suffice, or can't be read */
async function checkCredits(
	context: IExecuteFunctions,
	api: AgentsCodeApi,
	requests: JobRequest[],
	ledger: Ledger,
): Promise<void> {
	const unpaid = requests.filter((request) => ledger.find(request.ledgerKey) === undefined);
	if (unpaid.length === 0) return;
	const [agents, balance] = await Promise.all([api.listAgents(), api.getBalance()]);
	const intent = 'Could not check the credits, so nothing was started';
	const known = valueOf(context, agents, intent, 0);
	const { available } = valueOf(context, balance, intent, 0);
	const bill = billFor(
		unpaid.map(({ agentId }) => agentId),
		known,
	);
	const complaint = creditComplaint(bill, available);
	if (complaint === undefined) return;
	throw new NodeOperationError(context.getNode(), complaint, {
		level: 'warning',
		description: 'Nothing was started. Buy credits in the AgentsCode dashboard, or run fewer items',
	});
}

function requestsIn(attempts: Array<Attempt<JobRequest>>): JobRequest[] {
	return attempts.flatMap((each) => (each.ok ? [each.value] : []));
}

export const operation: Operation = {
	value: 'run',
	name: 'Run',
	description: 'Run an agent and, if wanted, wait for its result',
	action: 'Run an agent',
	fields: [
		agentField,
		...inputFields,
		waitField,
		optionsCollection([...waitOptionFields, contextOption, checkCreditsOption]),
	],
	async execute(context) {
		const clock = createClock(context.getExecutionCancelSignal?.());
		const api = await createApi(context, { clock });
		const ledger = openLedger(context.getContext('node'));
		const room = { ...openWaitingRoom(api, clock), ledger };
		const inputs = context.getInputData();
		const runIndex = Number(context.getWorkflowDataProxy(0).$runIndex);

		const requests = inputs.map((_, itemIndex) =>
			attempt(() => readRequest(context, api, runIndex, itemIndex)),
		);
		throwUnlessContinuing(context, requests);
		const bound = readMaxConcurrentJobs(context, inputs.length);
		if (inputs.some((_, itemIndex) => rawOptions(context, itemIndex).checkCredits === true)) {
			await checkCredits(context, api, requestsIn(requests), ledger);
		}

		const works = requests.map((request) =>
			request.ok
				? { ok: true as const, value: async () => await runJob(room, request.value) }
				: request,
		);
		const { items, allDelivered } = await executeJobItems(context, clock, works, bound);
		// What is delivered is not run again, so a loop's earlier rounds need not be remembered.
		if (allDelivered) requestsIn(requests).forEach((request) => ledger.forget(request.ledgerKey));
		return items;
	},
};
