import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Emulator } from '../../emulator';
import { byId } from './workflows';

/** Runs the agent for each input item, and waits. */
export const RUN: INodeParameters = {
	resource: 'agent',
	operation: 'run',
	agentId: byId('event-scheduler'),
	inputMode: 'json',
	inputJson: '={{ $json }}',
	options: {},
};

/** Input items, numbered from 0. */
export function tasks(count: number): IDataObject[] {
	return Array.from({ length: count }, (_, task) => ({ task }));
}

/** The number of each started job's item, lowest first: each once, if nothing was paid twice. */
export function startedTasks({ jobs }: Emulator): number[] {
	const numbers = jobs.map(({ input }) => Number((input as IDataObject).task));
	return numbers.sort((a, b) => a - b);
}
