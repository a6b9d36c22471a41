import fc from 'fast-check';
import {
	failureReason,
	hasEnded,
	isFinal,
	isLost,
	readStatus,
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

describe('a job that has ended, and one that is lost', () => {
	it.each([
		['completed', true, false],
		['FAILED', true, true],
		['canceled', true, true],
		['active', false, false],
		['odd', false, false],
		[undefined, false, false],
	])('%j: %s, %s', (status, ended, lost) => {
		expect([hasEnded({ status }), isLost({ status })]).toEqual([ended, lost]);
	});
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
