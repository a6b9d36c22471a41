import type { INodeParameters } from 'n8n-workflow';
import { engine } from './engine';
import { agentsCodeNode, connect, errorOf, jsonOf, startNode } from './harness';
import type { Stage } from './stage';

/** What the model says of a field. There is no AI Agent here, so older engines read it where it is. */
export const fromAI = (name: string, type = 'string') =>
	engine.fillsFromItem ? `={{ $fromAI('${name}', '', '${type}') }}` : `={{ $json.query.${name} }}`;

/** As n8n runs the node for an AI agent that has called it with these arguments. */
export async function call(stage: Stage, parameters: INodeParameters, args: object) {
	const node = agentsCodeNode(parameters);
	return await stage.play({
		nodes: [
			startNode([{ query: args } as never]),
			{ ...node, type: 'n8n-nodes-agentscode.agentsCodeTool' },
		],
		connections: connect({ Start: [['AgentsCode']] }),
	});
}

export async function answersTo(stage: Stage, parameters: INodeParameters, args: object) {
	const run = await call(stage, parameters, args);
	expect(errorOf(run)).toBeUndefined();
	return jsonOf(run);
}
