import fc from 'fast-check';
import {
	failureReason,
	isFinal,
	readStatus,
	toJobItem,
} from '../../../nodes/AgentsCode/jobs/status';

describe('readStatus', () => {
	it.each([
		['queued', 'queued'],
		['active', 'active'],
		['completed', 'completed'],
		['failed', 'failed'],
		['cancelled', 'cancelled'],
		['canceled', 'cancelled'],
		[' Completed ', 'completed'],
		['FAILED', 'failed'],
		['running', 'unknown'],
		['', 'unknown'],
		['toString', 'unknown'],
		['__proto__', 'unknown'],
		[undefined, 'unknown'],
		[null, 'unknown'],
		[3, 'unknown'],
		[['completed'], 'unknown'],
	])('%j is %s', (raw, status) => expect(readStatus(raw)).toBe(status));

	it('takes no word for final that the reference does not name', () => {
		const named = ['completed', 'failed', 'cancelled', 'canceled'];
		fc.assert(
			fc.property(fc.string(), (word) => {
				const isNamed = named.includes(word.trim().toLowerCase());
				expect(isFinal(readStatus(word))).toBe(isNamed);
			}),
		);
	});
});

describe('isFinal', () => {
	it.each([
		['queued', false],
		['active', false],
		['unknown', false],
		['completed', true],
		['failed', true],
		['cancelled', true],
	] as const)('%s: %s', (status, final) => expect(isFinal(status)).toBe(final));
});

const job = (fields: object) => ({ jobId: 'j1', status: 'failed', ...fields });

describe('failureReason', () => {
	it.each([
		[{ error: 'No page' }, 'No page'],
		[{ error: { message: 'No page' } }, 'No page'],
		[{ message: 'No page' }, 'No page'],
		[{ result: { error: 'No page' } }, 'No page'],
		[{ result: { error: { message: 'No page' } } }, 'No page'],
		[{ result: { message: 'No page' } }, 'No page'],
		[{ error: 'First', message: 'Second', result: { error: 'Third' } }, 'First'],
		[{ error: '', message: 'Second' }, 'Second'],
		[{ error: '   ', result: { error: 'Third' } }, 'Third'],
		[{ error: '<b>No</b>\n page' }, 'No page'],
		[{}, 'no reason given'],
		[{ error: 42, message: null, result: 'text' }, 'no reason given'],
		[{ result: null }, 'no reason given'],
	])('of %j is %j', (fields, reason) => expect(failureReason(job(fields))).toBe(reason));

	it('is no longer than a message can be', () => {
		expect(failureReason(job({ error: 'x'.repeat(10_000) })).length).toBeLessThanOrEqual(500);
	});
});

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
