import { ask, startOver } from './client';
import { emulatorForTests } from './forTests';
import type { Fault } from './index';

const emulator = emulatorForTests();

/** What a client makes of the next answer: its status and body, or why there was none. */
async function outcomeOf(path = '/credits/balance'): Promise<unknown> {
	return await ask(emulator, path).then(
		({ status, text }) => [status, text],
		(error: Error) => (error.cause as NodeJS.ErrnoException | undefined)?.code ?? error.message,
	);
}

describe('faults', () => {
	const BALANCE = '{"available":1000,"used":50}';

	it.each<[Fault, unknown]>([
		[{ kind: 'reset' }, 'ECONNRESET'],
		[{ kind: 'close' }, 'UND_ERR_SOCKET'],
		[{ kind: 'resetMidBody' }, expect.stringMatching(/ECONNRESET|terminated/)],
		[{ kind: 'empty' }, [200, '']],
		[{ kind: 'html' }, [200, expect.stringContaining('<html>')]],
		[{ kind: 'json', body: 42 }, [200, '42']],
		[{ kind: 'json', body: 'no', status: 201 }, [201, '"no"']],
		[{ kind: 'truncated' }, [200, BALANCE.slice(0, BALANCE.length / 2)]],
		[{ kind: 'wrongType' }, [200, `[${BALANCE}]`]],
		[{ kind: 'nulls' }, [200, '{"available":null,"used":null}']],
		[{ kind: 'mutate', change: (body: { used: number }) => body.used }, [200, '50']],
		[{ kind: 'drip', everyMs: 1, bytes: 5 }, [200, BALANCE]],
		[{ kind: 'hang', ms: 20 }, [200, BALANCE]],
		[{ kind: 'contentType' }, [200, BALANCE]],
		[{ kind: 'status', status: 503 }, [503, '{"error":"Service unavailable"}']],
		[{ kind: 'status', status: 418, message: 'Tea' }, [418, '{"error":"Tea"}']],
		[{ kind: 'status', status: 500, form: 'message' }, [500, expect.stringContaining('"message"')]],
		[
			{ kind: 'status', status: 500, form: 'error.message' },
			[500, expect.stringMatching(/^\{"error":\{"message"/)],
		],
		[
			{ kind: 'status', status: 502, form: 'html' },
			[502, expect.stringContaining('<h1>502 Bad gateway')],
		],
		[{ kind: 'status', status: 502, form: 'text' }, [502, 'Bad gateway']],
		[{ kind: 'status', status: 504, form: 'empty' }, [504, '']],
		[{ kind: 'status', status: 400, body: { errors: [1] } }, [400, '{"errors":[1]}']],
	])('%j', async (fault, expected) => {
		emulator.fault(fault);
		expect(await outcomeOf()).toEqual(expected);
		expect(emulator.requests[0].fault).toBe(fault.kind);
		expect(await outcomeOf()).toEqual([200, BALANCE]);
	});

	it('blows an answer up', async () => {
		emulator.fault({ kind: 'huge', megabytes: 3 });
		const { json, text } = await ask(emulator, '/credits/balance');
		expect(json).toMatchObject({ available: 1000, used: 50 });
		expect(text.length).toBeGreaterThan(3_000_000);
	});

	it('changes the content type only', async () => {
		emulator.fault({ kind: 'contentType', contentType: 'application/octet-stream' });
		const { headers } = await ask(emulator, '/credits/balance');
		expect(headers.get('content-type')).toBe('application/octet-stream');
	});

	/** Long enough for a request to come in, on a busy machine too, before its client gives up. */
	const PATIENCE = { patienceMs: 1000 };

	it('hangs until the client gives up', async () => {
		emulator.fault({ kind: 'hang' });
		const given = await ask(emulator, '/agents', PATIENCE).catch((error: Error) => error.name);
		expect(given).toBe('TimeoutError');
		await emulator.until(() => emulator.requests[0].answeredAt !== undefined);
		expect(emulator.requests[0].status).toBeUndefined();
	});

	it.each<Fault>([{ kind: 'dripHead', everyMs: 1 }, { kind: 'endless' }])(
		'never comes to an end, until the client gives up: %j',
		async (fault) => {
			emulator.fault(fault);
			const given = await ask(emulator, '/agents', PATIENCE).catch((error: Error) => error.name);
			expect(given).toBe('TimeoutError');
			await emulator.until(() => emulator.requests[0].answeredAt !== undefined);
			expect(emulator.requests[0].status).toBeUndefined();
		},
	);

	it('leads to another origin, which notes what came along', async () => {
		emulator.fault({ kind: 'redirect', status: 307 });
		const { status, headers } = await ask(emulator, '/agents');
		expect(status).toBe(307);
		const location = headers.get('location') ?? '';
		expect(new URL(location).origin).not.toBe(new URL(emulator.baseUrl).origin);
		await fetch(location, { headers: { 'x-kept': 'yes' } });
		expect(emulator.strangerRequests).toMatchObject([
			{ method: 'GET', path: '/elsewhere', headers: { 'x-kept': 'yes' } },
		]);
	});

	it.each([
		['seconds', /^2$/],
		['date', /GMT$/],
		[{ text: 'soon' }, /^soon$/],
	] as const)('says when to come back: %j', async (retryAfter, expected) => {
		emulator.fault({ kind: 'status', status: 429, retryAfter, retryAfterMs: 1500 });
		const { status, headers } = await ask(emulator, '/agents');
		expect(status).toBe(429);
		expect(headers.get('retry-after')).toMatch(expected);
	});

	it('fits by route, count, order and condition', async () => {
		const never = emulator.fault({ kind: 'reset', when: ({ agentId }) => agentId === 'nobody' });
		const fault = emulator.fault({ route: ['getBalance'], times: 2, after: 1, kind: 'empty' });
		expect(await outcomeOf('/agents')).toMatchObject([200, expect.anything()]);
		const lengths: unknown[] = [];
		for (let n = 0; n < 4; n++) lengths.push(await outcomeOf());
		expect(lengths).toEqual([
			[200, BALANCE],
			[200, ''],
			[200, ''],
			[200, BALANCE],
		]);
		expect([fault.played, never.played]).toEqual([2, 0]);
	});

	it('plays for ever until it is removed', async () => {
		const fault = emulator.fault({ kind: 'empty', times: Infinity });
		await outcomeOf();
		await outcomeOf();
		fault.remove();
		expect(await outcomeOf()).toEqual([200, BALANCE]);
		expect(fault.played).toBe(2);
	});

	it('tells aloud when a rule of the test throws', async () => {
		emulator.fault({
			kind: 'mutate',
			change: () => {
				throw new Error('typo');
			},
		});
		expect(await outcomeOf()).toEqual([500, "the emulator's own: Error: typo"]);
	});
});

describe('a POST under a fault', () => {
	it.each<[Fault, number]>([
		[{ kind: 'status', status: 500 }, 0],
		[{ kind: 'status', status: 500, startsAnyway: true }, 1],
		[{ kind: 'reset' }, 0],
		[{ kind: 'reset', startsAnyway: true }, 1],
		[{ kind: 'html', startsAnyway: true }, 1],
		[{ kind: 'truncated' }, 1],
		[{ kind: 'truncated', startsAnyway: false }, 0],
		[{ kind: 'nulls' }, 1],
		[{ kind: 'resetMidBody', startsAnyway: false }, 0],
		[{ kind: 'hang', ms: 10 }, 1],
	])('%j starts %i jobs', async (fault, started) => {
		emulator.fault(fault);
		await startOver(emulator).catch(() => undefined);
		expect(emulator.jobs).toHaveLength(started);
		expect(emulator.requests[0].jobId).toBe(emulator.jobs[0]?.jobId);
	});
});
