import type { CredentialReference, WorkflowFile } from '../../../scripts/real-n8n';
import { inARow, node, request, TRIGGER, withCredential, workflowFrom } from '../n8n/workflowParts';

/** Who adds the history up: this package's node, or n8n's own nodes in a row. */
export type Reporter = 'node' | 'builtIn';

export interface Service {
	baseUrl: string;
	credential: CredentialReference;
}

/** The node of each workflow that holds the sums. */
export const LAST_NODE: Record<Reporter, string> = {
	node: 'AgentsCode',
	builtIn: 'Summarize',
};

function thisNode({ credential }: Service): WorkflowFile {
	const report = node(LAST_NODE.node, 'n8n-nodes-agentscode.agentsCode', 1, {
		resource: 'credit',
		operation: 'getUsageReport',
		period: 'custom',
		from: '1970-01-01T00:00:00Z',
		groupBy: 'agent',
		format: 'items',
	});
	const nodes = [withCredential(report, credential)];
	return workflowFrom([{}], 'This node', nodes, inARow(TRIGGER, LAST_NODE.node));
}

/** A page's cursor is a parameter of the next request, until the service promises no more. */
const PAGINATION = {
	pagination: {
		paginationMode: 'updateAParameterInEachRequest',
		parameters: {
			parameters: [{ type: 'qs', name: 'cursor', value: '={{ $response.body.nextCursor }}' }],
		},
		paginationCompleteWhen: 'other',
		completeExpression: '={{ !$response.body.hasMore }}',
		limitPagesFetched: false,
		requestInterval: 0,
	},
};

function builtIn({ baseUrl, credential }: Service): WorkflowFile {
	const pages = request(credential, 'Pages', {
		url: `${baseUrl}/credits/history`,
		options: { pagination: PAGINATION },
	});
	const rows = node('Rows', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'runs', options: {} });
	const sums = node(LAST_NODE.builtIn, 'n8n-nodes-base.summarize', 1.1, {
		fieldsToSummarize: {
			values: [
				{ aggregation: 'sum', field: 'creditsUsed' },
				{ aggregation: 'count', field: 'id' },
			],
		},
		fieldsToSplitBy: 'agent',
		options: {},
	});
	const connections = inARow(TRIGGER, 'Pages', 'Rows', LAST_NODE.builtIn);
	return workflowFrom([{}], 'Built-in nodes', [pages, rows, sums], connections);
}

const BUILDERS = { node: thisNode, builtIn };

/** The workflow in which a reporter adds up the whole history by agent. */
export function workflowOf(reporter: Reporter, service: Service): WorkflowFile {
	return BUILDERS[reporter](service);
}
