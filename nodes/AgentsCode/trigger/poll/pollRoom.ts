import { NodeOperationError, type IPollFunctions } from 'n8n-workflow';
import { createApi, type AgentsCodeApi } from '../../api/client';
import { createClock, type Clock } from '../../api/clock';
import { CREDENTIAL_TYPE } from '../../api/credential';
import { idComplaint } from '../../api/ids';
import type { ApiOptions } from '../../api/requester';
import { failure, type Result } from '../../api/result';
import type { Balance } from '../../api/shapes';
import type { HistorySource } from '../history/source';
import { openAgentDirectory, type AgentDirectory } from './agentDirectory';

/**
 * What a poll takes at most, whatever n8n allows. The first one after a start belongs to n8n's
 * publishing of the workflow, which is given up for good after 84 s; what is left is the next poll's.
 */
const LONGEST_BUDGET_MS = 60_000;
/** The rest of the budget is for what is under way when the time is up. */
const READING_SHARE = 0.4;
const REPORTING_SHARE = 0.7;
const PATIENCE_SHARE = 0.3;

/** All that one poll works with. */
export interface PollRoom {
	context: IPollFunctions;
	clock: Clock;
	source: HistorySource;
	directory: AgentDirectory;
	getBalance(): Promise<Result<Balance>>;
	/** The credential's id: whose history is read. */
	scope: string;
	/** Epoch milliseconds: no page is begun after the first, no result after the second. */
	readUntil: number;
	reportUntil: number;
}

/** Older versions of n8n have no budget for polls. */
function budgetMsOf(context: Partial<Pick<IPollFunctions, 'getPollBudgetMs'>>): number {
	const told = context.getPollBudgetMs?.() ?? LONGEST_BUDGET_MS;
	return Number.isFinite(told) && told > 0 ? Math.min(told, LONGEST_BUDGET_MS) : LONGEST_BUDGET_MS;
}

function notAnId(complaint: string) {
	return failure({ kind: 'status', httpStatus: 404, message: complaint });
}

async function openApi(context: IPollFunctions, options: ApiOptions): Promise<AgentsCodeApi> {
	try {
		return await createApi(context, options);
	} catch (thrown) {
		const cause = thrown instanceof Error ? thrown : String(thrown);
		const failure = { cause: 'configuration-invalid' as const };
		throw new NodeOperationError(context.getNode(), cause, { level: 'warning', failure });
	}
}

/** @throws NodeOperationError when the credential can't be used as it is */
export async function openPollRoom(context: IPollFunctions): Promise<PollRoom> {
	const clock = createClock();
	const beganAt = clock.now();
	const budgetMs = budgetMsOf(context);
	const patienceMs = budgetMs * PATIENCE_SHARE;
	const api = await openApi(context, { clock, patienceMs });
	const scope = context.getNode().credentials?.[CREDENTIAL_TYPE]?.id ?? '';
	const directory = openAgentDirectory(api, `${scope} ${api.baseUrl}`, clock);
	return {
		context,
		clock,
		directory,
		getBalance: async () => await api.getBalance(),
		scope,
		readUntil: beganAt + budgetMs * READING_SHARE,
		reportUntil: beganAt + budgetMs * REPORTING_SHARE,
		source: {
			getHistoryPage: async (cursor) => await api.getHistoryPage(cursor),
			getJob: async (agent, jobId) => {
				const id = await directory.idOf(agent);
				const agentId = id.ok ? id.value : agent;
				const complaint = idComplaint(agentId, 'Agent') ?? idComplaint(jobId, 'Job');
				return complaint ? notAnId(complaint) : await api.getJob(agentId, jobId);
			},
		},
	};
}
