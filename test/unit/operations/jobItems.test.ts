import type { IExecuteFunctions, INode } from 'n8n-workflow';
import type { StoppableClock } from '../../../nodes/AgentsCode/api/clock';
import { delivered, type ItemOutcome } from '../../../nodes/AgentsCode/jobs/outcome';
import {
	executeJobItems,
	type JobWork,
} from '../../../nodes/AgentsCode/operations/common/jobItems';
import { VirtualClock } from '../../support/virtualClock';

const NODE = { id: '1', name: 'AgentsCode', type: 'agentsCode', typeVersion: 1 } as INode;

function settingsOf(goesOn: boolean): IExecuteFunctions {
	return { continueOnFail: () => goesOn, getNode: () => NODE } as unknown as IExecuteFunctions;
}

class StoppableVirtualClock extends VirtualClock implements StoppableClock {
	readonly stoppedByN8n = false;
	stop = () => this.abort();
}

const done = (jobId: string) => delivered('a1', { jobId, status: 'completed' });
const work = (value: () => Promise<ItemOutcome>): JobWork => ({ ok: true, value });

/** One item whose work throws what nobody foresaw, and one whose job ends a second later. */
function works(clock: VirtualClock, ended: string[]): JobWork[] {
	return [
		work(async () => {
			throw new RangeError('Nobody foresaw this');
		}),
		work(async () => {
			await clock.sleep(1000);
			ended.push('j2');
			return done('j2');
		}),
	];
}

describe('work that throws what nobody foresaw', () => {
	it('fails its own item alone where the node is set to continue', async () => {
		const clock = new StoppableVirtualClock();
		const running = executeJobItems(settingsOf(true), clock, works(clock, []), 2);
		const { items, allDelivered } = await clock.run(running);
		expect(items.map(({ json }) => json.error ?? json.jobId)).toEqual([
			'Nobody foresaw this',
			'j2',
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(allDelivered).toBe(false);
	});

	it('ends the node only when no other work is under way any more', async () => {
		const clock = new StoppableVirtualClock();
		const ended: string[] = [];
		const running = executeJobItems(settingsOf(false), clock, works(clock, ended), 2);
		await expect(clock.run(running)).rejects.toMatchObject({
			message: 'Nobody foresaw this',
			description: expect.stringContaining('j2 (completed)') as string,
		});
		expect(ended).toEqual(['j2']);
	});
});
