import type { INodeParameters } from 'n8n-workflow';

import type { CredentialReference, WorkflowFile } from '../../../scripts/real-n8n';
import type { Move } from './chatModel';
import { AGENTSCODE, chain, node, START } from './workflows';

export const AGENT = 'AI Agent';
const MODEL = 'Model';
const TOOL = 'AgentsCode';

/** Start → AI Agent, with the stand-in as its model and the node as its only tool. */
export function agentWithTool(
	parameters: INodeParameters,
	credentials: { model: CredentialReference; agentsCode: CredentialReference },
): WorkflowFile {
	const parts = {
		[MODEL]: [[{ node: AGENT, type: 'ai_languageModel' as const, index: 0 }]],
		[TOOL]: [[{ node: AGENT, type: 'ai_tool' as const, index: 0 }]],
	};
	return {
		name: 'AI agent with a tool',
		// As the editor saves it; in n8n's former order an agent goes on before its tool has answered.
		settings: { executionOrder: 'v1' },
		nodes: [
			node(START, 'n8n-nodes-base.manualTrigger', {}),
			node(
				AGENT,
				'@n8n/n8n-nodes-langchain.agent',
				{ promptType: 'define', text: 'Do it', options: {} },
				{ typeVersion: 3 },
			),
			node(
				MODEL,
				'@n8n/n8n-nodes-langchain.lmChatOpenAi',
				{ model: { __rl: true, mode: 'id', value: 'stand-in' }, options: {} },
				{ typeVersion: 1.2, credentials: { openAiApi: credentials.model } },
			),
			node(TOOL, `${AGENTSCODE}Tool`, parameters, {
				credentials: { agentsCodeApi: credentials.agentsCode },
			}),
		],
		connections: {
			...chain(START, AGENT),
			[MODEL]: { ai_languageModel: parts[MODEL] },
			[TOOL]: { ai_tool: parts[TOOL] },
		},
	};
}

/** One call of the tool, then the end. */
export const once =
	(call: object) =>
	(answers: string[]): Move =>
		answers.length === 0 ? { call } : { say: 'Done' };

/** What a user writes where the model is to choose. */
export const fromAI = (name: string, type = 'string') => `={{ $fromAI('${name}', '', '${type}') }}`;
