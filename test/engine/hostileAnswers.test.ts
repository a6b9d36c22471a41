import type { IDataObject } from 'n8n-workflow';
import type { ErrorForm } from '../emulator';
import { runParameters } from './agentRuns';
import { balance, start } from './everyOperation';
import { errorOf, jsonOf } from './harness';
import { openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 30 } });

describe('remote text in messages', () => {
	it.each([
		['ECONNRESET while reading upstream'],
		['the preEEXISTing run was kept'],
		['ENOTFOUND and ETIMEDOUT'],
		['Request failed with status code 404'],
	])('is told as it is: %s', async (message) => {
		stage.emulator.fault({ route: 'startJob', kind: 'status', status: 400, message });
		const run = await stage.run([{}], start);
		expect(errorOf(run)?.message).toBe(
			`Could not start agent "event-scheduler": AgentsCode did not accept the values that were sent (HTTP 400): ${message}`,
		);
	});

	it('in a failed job too', async () => {
		stage.emulator.behave({ jobs: { outcome: 'failed', reason: 'ECONNREFUSED by EEXIST' } });
		const run = await stage.run([{}], start);
		expect(errorOf(run)?.message).toBe(
			`The job "${stage.emulator.jobs[0].jobId}" of agent "event-scheduler" failed: ECONNREFUSED by EEXIST`,
		);
	});

	it.each<[ErrorForm, string]>([
		['error', ': No such plan'],
		['message', ': No such plan'],
		['error.message', ': No such plan'],
		['text', ': No such plan'],
		['html', ': 403 No such plan nginx'],
		['empty', ''],
	])('is found wherever it stands: %s', async (form, words) => {
		const message = 'No such plan';
		stage.emulator.fault({ kind: 'status', status: 403, form, message });
		const run = await stage.run([{}], balance);
		expect(errorOf(run)).toMatchObject({
			message: `Could not get the balance: the API key is not allowed to do this (HTTP 403)${words}`,
			description:
				'Check the API key in the AgentsCode credential; keys are managed in the AgentsCode dashboard.',
		});
	});

	it('is cut when it is endless', async () => {
		const message = 'x'.repeat(3_000_000);
		stage.emulator.fault({ kind: 'status', status: 403, form: 'text', message });
		const run = await stage.run([{}], balance);
		expect(errorOf(run)?.description?.length).toBeLessThan(700);
	});
});

describe('huge and odd answers', () => {
	it('are read', async () => {
		stage.emulator.fault({ route: 'getJob', kind: 'huge', megabytes: 4 });
		expect(jsonOf(await stage.run([{}], start))).toEqual([
			expect.objectContaining({ status: 'completed' }),
		]);
	});

	it('are taken in up to 64 MB, and told to be too large beyond', async () => {
		stage.emulator.fault({ kind: 'huge', megabytes: 60 });
		const [item] = jsonOf(await stage.run([{}], balance));
		expect(String(item.filler)).toHaveLength(60 * 1024 * 1024);

		stage.emulator.fault({ kind: 'huge', megabytes: 65 });
		expect(errorOf(await stage.run([{}], balance))).toMatchObject({
			message: 'Could not get the balance: the answer is too large',
			description: expect.stringContaining('larger than 64 MB') as string,
		});
		expect(stage.emulator.count('getBalance')).toBe(2);
	}, 90_000);

	it('that never end are let go', async () => {
		stage.emulator.fault({ kind: 'endless' });
		expect(errorOf(await stage.run([{}], balance))?.message).toContain('the answer is too large');
		await stage.emulator.until(({ requests }) => requests[0].answeredAt !== undefined);
	});
});

describe('size', () => {
	it('an input and a result of 5 MB go through whole', async () => {
		const rows = Array.from({ length: 50_000 }, (_, n) => ({ n, text: 'x'.repeat(85) }));
		const size = JSON.stringify(rows).length;
		expect(size).toBeGreaterThan(5_000_000);
		stage.emulator.behave({ jobs: { result: ({ input }) => input as Record<string, unknown> } });
		const ran = await stage.run([{ rows }], runParameters());
		expect(errorOf(ran)).toBeUndefined();
		expect((stage.emulator.jobs[0].input as IDataObject).rows).toEqual(rows);
		expect((jsonOf(ran)[0].result as IDataObject).rows).toEqual(rows);
	}, 90_000);

	it('an answer nested a thousand levels deep is passed on', async () => {
		const nested = JSON.parse(`${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`) as IDataObject;
		stage.emulator.behave({ jobs: { result: nested as Record<string, unknown> } });
		const ran = await stage.run([{}], runParameters());
		expect(errorOf(ran)).toBeUndefined();
		expect(JSON.stringify(jsonOf(ran)[0].result)).toBe(JSON.stringify(nested));
	});
});
