import fc from 'fast-check';
import { toJobItem } from '../../../nodes/AgentsCode/operations/common/jobItem';

const job = (fields: object) => ({ jobId: 'j1', status: 'failed', ...fields });

describe('toJobItem', () => {
	it('passes everything through, the agent first', () => {
		const item = toJobItem('a1', {
			jobId: 'j1',
			status: 'completed',
			progress: 100,
			result: { text: 'done' },
			region: 'eu',
		});
		expect(item).toEqual({
			agentId: 'a1',
			jobId: 'j1',
			status: 'completed',
			progress: 100,
			result: { text: 'done' },
			region: 'eu',
		});
	});

	it('stays with the agent that was asked for', () => {
		const item = toJobItem('a1', { jobId: 'j1', status: 'active', agentId: 'agent_1' });
		expect(Object.entries(item)[0]).toEqual(['agentId', 'a1']);
	});

	it.each([
		['canceled', 'cancelled'],
		['COMPLETED', 'completed'],
		['reticulating', 'reticulating'],
	])('writes the status %s as %s', (raw, status) =>
		expect(toJobItem('a1', { jobId: 'j1', status: raw }).status).toBe(status),
	);

	it.each(['failed', 'cancelled'])('says why a job is %s', (status) =>
		expect(toJobItem('a1', { jobId: 'j1', status, message: 'No page' })).toMatchObject({
			errorMessage: 'No page',
		}),
	);

	it('never has a top-level error, whatever the service sends, and loses none of it', () => {
		const words = fc.constantFrom('completed', 'failed', 'cancelled', 'active', 'odd');
		fc.assert(
			fc.property(fc.jsonValue(), words, (error, status) => {
				const item = toJobItem('a1', { jobId: 'j1', status, error });
				expect(item).not.toHaveProperty('error');
				if (error !== null) expect(item.jobError).toEqual(error);
			}),
		);
	});

	it('leaves the job as it was', () => {
		const original = job({ error: 'No page' });
		toJobItem('a1', original);
		expect(original).toEqual({ jobId: 'j1', status: 'failed', error: 'No page' });
	});
});
