import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { getAgents } from './methods/agents';
import { findEvent } from './trigger/events';
import { triggerFields } from './trigger/fields';
import { enterPoll } from './trigger/pollGuard';

export class AgentsCodeTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AgentsCode Trigger',
		name: 'agentsCodeTrigger',
		icon: { light: 'file:agentsCode.svg', dark: 'file:agentsCode.dark.svg' },
		group: ['trigger'],
		version: [1],
		subtitle: '={{ $parameter["event"] }}',
		description: 'Starts the workflow when AgentsCode jobs have finished or credits run low',
		defaults: { name: 'AgentsCode Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'agentsCodeApi', required: true }],
		properties: triggerFields,
	};

	methods = { loadOptions: { getAgents } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const event = findEvent(this);
		if (this.getMode() === 'manual') return [[{ json: await event.fetchTestEvent(this) }]];
		const turn = enterPoll(`${this.getWorkflow().id}:${this.getNode().id}`, Date.now());
		if (turn === undefined) return null;
		try {
			const items = await event.poll(this, turn.previousAtMs);
			return items.length > 0 ? [items.map((json) => ({ json }))] : null;
		} finally {
			turn.leave();
		}
	}
}
