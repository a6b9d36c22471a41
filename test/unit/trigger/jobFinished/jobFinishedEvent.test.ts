import type { Job, Run } from '../../../../nodes/AgentsCode/api/shapes';
import {
	statusOf,
	toJobFinishedEvent,
	type NamedRun,
} from '../../../../nodes/AgentsCode/trigger/jobFinished/jobFinishedEvent';

describe('the status of a finished run', () => {
	it.each<[unknown, unknown, string]>([
		['completed', undefined, 'completed'],
		['COMPLETED', undefined, 'completed'],
		['canceled', undefined, 'cancelled'],
		['active', 'failed', 'failed'],
		[undefined, 'cancelled', 'cancelled'],
		['failed', 'completed', 'failed'],
		['archived', undefined, 'archived'],
		[undefined, 'archived', 'archived'],
		['', 'archived', 'archived'],
		['archived', 'done', 'archived'],
		['', undefined, 'unknown'],
		[undefined, undefined, 'unknown'],
		[7, null, 'unknown'],
	])('row %p, job %p: %s', (rowStatus, jobStatus, status) => {
		const run = { id: '1', agent: 'a', status: rowStatus } as Run;
		const job = jobStatus === undefined ? undefined : ({ jobId: 'j', status: jobStatus } as Job);
		expect(statusOf({ key: 'k', run, job })).toBe(status);
	});
});

describe('the item of a finished run', () => {
	const finished = (run: object = {}): NamedRun => ({
		key: 'k',
		agentId: 'agent-1',
		run: { id: 'run-1', agent: 'Scheduler', status: 'completed', ...run },
	});

	it('tells what the row tells, and null for what it does not', () => {
		expect(toJobFinishedEvent(finished())).toEqual({
			event: 'jobFinished',
			id: 'run-1',
			agentId: 'agent-1',
			agent: 'Scheduler',
			jobId: null,
			status: 'completed',
			creditsUsed: null,
			startedAt: null,
			completedAt: null,
			duration: null,
		});
		const told = {
			jobId: 'j',
			creditsUsed: 0,
			startedAt: '2026-05-01T11:58:00.000Z',
			completedAt: '2026-05-01T11:59:00.000Z',
			duration: 0,
		};
		expect(toJobFinishedEvent(finished(told))).toMatchObject(told);
	});

	it.each<[string, unknown, object]>([
		['an object', { text: 'hi' }, { result: { text: 'hi' } }],
		['nothing but a number', 0, { result: 0 }],
		['an empty text', '', { result: '' }],
		['null', null, {}],
		['nothing', undefined, {}],
	])('has the result of its job: %s', (_, result, fields) => {
		const answer = { ok: true, value: { jobId: 'j', status: 'completed', result } } as const;
		const item = toJobFinishedEvent(finished(), answer);
		expect(Object.hasOwn(item, 'result')).toBe('result' in fields);
		expect(item).toMatchObject(fields);
		expect(item).not.toHaveProperty('errorMessage');
	});

	it.each(['failed', 'cancelled'])('says why its job %s', (status) => {
		const value = { jobId: 'j', status, message: 'No such page' };
		const item = toJobFinishedEvent(finished({ status }), { ok: true, value });
		expect(item).toMatchObject({ status, errorMessage: 'No such page' });
		expect(item).not.toHaveProperty('error');
	});

	it('is told all the same when its result could not be read', () => {
		const fault = { kind: 'unreadable', httpStatus: 200, message: '' } as const;
		const item = toJobFinishedEvent(finished({ jobId: 'j' }), { ok: false, fault });
		expect(item).toMatchObject({ id: 'run-1', status: 'completed' });
		expect(item.errorMessage).toBe(
			"The job's result could not be read: the answer could not be understood",
		);
		expect(item).not.toHaveProperty('result');
	});

	it('says so when the history does not name its job', () => {
		const fault = { kind: 'status', httpStatus: 404, message: 'The Job ID is empty' } as const;
		expect(toJobFinishedEvent(finished(), { ok: false, fault })).toMatchObject({
			jobId: null,
			errorMessage:
				"The job's result could not be read: the credit history does not name the job of this run",
		});
	});
});
