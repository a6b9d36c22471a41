import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { AgentsCodeApi } from '../../api/client';
import { billFor, creditComplaint } from '../../jobs/creditCheck';
import type { JobRequest } from '../../jobs/jobRoom';
import type { Ledger } from '../../jobs/ledger';
import { isWorthRestarting } from '../../jobs/runJob';
import { asNodeError, attemptAsync } from '../common/nodeErrors';
import { valueOf } from '../common/perItem';

/** Whether the item's job is still to be started: jobs of an earlier try are not paid again. */
function needsStart(request: JobRequest, ledger: Ledger): boolean {
	const entry = ledger.find(request.ledgerKey);
	if (entry === undefined) return true;
	return entry.state === 'started' && isWorthRestarting(entry.status, request);
}

/** Why the balance does not cover what is to be started; undefined when it does. */
async function shortage(
	context: IExecuteFunctions,
	api: AgentsCodeApi,
	agentIds: string[],
): Promise<NodeOperationError | undefined> {
	const [agents, balance] = await Promise.all([api.listAgents(), api.getBalance()]);
	const intent = 'Could not check the credits, so nothing was started';
	const bill = billFor(agentIds, valueOf(context, agents, intent));
	const complaint = creditComplaint(bill, valueOf(context, balance, intent).available);
	if (complaint === undefined) return undefined;
	const orFewer = agentIds.length > 1 ? ', or run fewer items' : '';
	return new NodeOperationError(context.getNode(), complaint, {
		level: 'warning',
		description: `Nothing was started. Buy credits in the AgentsCode dashboard${orFewer}.`,
	});
}

/**
 * Compares the price of the jobs that are still to be started with the balance.
 *
 * @returns why none of them may be started, in words for the user: the credits are short, or could
 *   not be checked; undefined when they suffice
 * @throws NodeApiError | NodeOperationError with these words where the node is set to stop
 */
export async function creditHindrance(
	context: IExecuteFunctions,
	api: AgentsCodeApi,
	requests: JobRequest[],
	ledger: Ledger,
): Promise<string | undefined> {
	const toStart = requests.filter((request) => needsStart(request, ledger));
	if (toStart.length === 0) return undefined;
	const agentIds = toStart.map(({ agentId }) => agentId);
	const checked = await attemptAsync(async () => await shortage(context, api, agentIds));
	const hindrance = checked.ok ? checked.value : asNodeError(context, checked.thrown);
	if (hindrance === undefined || context.continueOnFail()) return hindrance?.message;
	throw hindrance;
}
