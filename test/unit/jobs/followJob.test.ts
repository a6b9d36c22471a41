import { failure, type Fault, type Result } from '../../../nodes/AgentsCode/api/result';
import type { Job } from '../../../nodes/AgentsCode/api/shapes';
import { createFleet } from '../../../nodes/AgentsCode/jobs/fleet';
import { guessAt } from './fleets';
import { follow, job } from './following';

const http = (httpStatus: number): Result<Job> =>
	failure({ kind: 'status', httpStatus, message: '' });
const NETWORK = failure({ kind: 'network', code: 'ECONNRESET', message: '' });
const UNREADABLE = failure({ kind: 'unreadable', httpStatus: 200, message: '' });

describe('a job that ends', () => {
	it.each(['completed', 'failed', 'cancelled', 'COMPLETED', ' Canceled '])(
		'as %j is finished',
		async (status) => {
			const { end } = follow((atMs) => (atMs < 5000 ? job('active') : job(status)));
			expect(await end).toEqual({ outcome: 'finished', job: { jobId: 'j', status } });
		},
	);

	it.each(['done', 'success', 'error', 'timeout', 'paused', ''])(
		'is not seen in a word that the reference does not name: %j',
		async (status) => {
			const { end } = follow(() => job(status), { deadlineAt: 60_000 });
			expect(await end).toEqual({ outcome: 'timedOut', job: { jobId: 'j', status } });
		},
	);
});

describe('a first look that others have made needless', () => {
	const agreeing = () => {
		const fleet = createFleet();
		return {
			fleet,
			agree: () => [1, 2, 3, 4].forEach((id) => fleet.expect({ id }, guessAt(5000))),
		};
	};

	it('is left out: one look finds the end', async () => {
		const { fleet, agree } = agreeing();
		const { clock, lookedAt, end } = follow(() => job('completed'), { fleet });
		clock.after(500, agree);
		await end;
		expect(lookedAt).toEqual([5070]);
	});

	it('is not left out beyond the deadline', async () => {
		const { fleet, agree } = agreeing();
		const { clock, lookedAt, end } = follow(() => job('active'), { fleet, deadlineAt: 2000 });
		clock.after(500, agree);
		expect(await end).toMatchObject({ outcome: 'timedOut' });
		expect(lookedAt).toEqual([2000]);
	});

	it('never comes after Stop', async () => {
		const { fleet, agree } = agreeing();
		const { clock, lookedAt, end } = follow(() => job('active'), { fleet });
		clock.after(500, agree);
		clock.after(700, () => clock.abort());
		expect(await end).toMatchObject({ outcome: 'aborted' });
		expect(lookedAt).toEqual([]);
	});
});

const PASSING: Array<[string, Result<Job>]> = [
	...[408, 409, 425, 429, 500, 502, 503, 504, 599].map((code): [string, Result<Job>] => [
		`HTTP ${code}`,
		http(code),
	]),
	['a broken connection', NETWORK],
	['an unreadable answer', UNREADABLE],
];

describe('a fault that passes', () => {
	it.each(PASSING)('is bridged: %s', async (_, fault) => {
		const { end } = follow((_at, look) => (look < 6 ? fault : job('completed')));
		expect(await end).toMatchObject({ outcome: 'finished' });
	});

	it.each(PASSING)('lasts to the deadline, with ever longer pauses: %s', async (_, fault) => {
		const { end, lookedAt, clock } = follow((_at, look) => (look === 1 ? job('active') : fault));
		expect(await end).toEqual({
			outcome: 'timedOut',
			job: { jobId: 'j', status: 'active' },
			fault: (fault as { fault: Fault }).fault,
		});
		expect(clock.now()).toBe(600_000);
		expect(lookedAt.at(-1)).toBe(600_000);
		expect(lookedAt.length).toBeLessThan(40);
		const gaps = lookedAt.slice(2).map((at, index) => at - lookedAt[index + 1]);
		expect(Math.max(...gaps)).toBeLessThanOrEqual(30_000);
	});

	it('does not hide what the job does: the pauses are short again after a good look', async () => {
		const { end, lookedAt } = follow((atMs) => {
			if (atMs < 100_000) return http(503);
			return atMs < 160_000 ? job('active', (atMs / 160_000) * 100) : job('completed');
		});
		expect(await end).toMatchObject({ outcome: 'finished' });
		expect(lookedAt.at(-1)).toBeLessThan(175_000);
	});
});

describe('a fault that waiting does not mend', () => {
	it.each([301, 400, 401, 402, 403, 405, 410, 422])('ends the wait: HTTP %i', async (code) => {
		const { end, lookedAt } = follow((_at, look) => (look < 3 ? job('active') : http(code)));
		expect(await end).toMatchObject({
			outcome: 'gaveUp',
			fault: { httpStatus: code },
			job: { status: 'active' },
		});
		expect(lookedAt).toHaveLength(3);
	});
});

describe('a job that is not known', () => {
	it.each([0, 1000, 5000, 9000])('may only not be visible yet: %i ms', async (invisibleMs) => {
		const { end } = follow((atMs) => (atMs < invisibleMs ? http(404) : job('completed')));
		expect(await end).toMatchObject({ outcome: 'finished' });
	});

	it('is given up some seconds after its start', async () => {
		const { end, clock } = follow(() => http(404));
		expect(await end).toMatchObject({ outcome: 'gaveUp', fault: { httpStatus: 404 } });
		expect(clock.now()).toBeGreaterThanOrEqual(10_000);
		expect(clock.now()).toBeLessThanOrEqual(20_000);
	});

	it('is given up at once when it was started long ago', async () => {
		const { end, lookedAt } = follow(() => http(404), { startedAtMs: -60_000, lookAtOnce: true });
		expect(await end).toMatchObject({ outcome: 'gaveUp', fault: { httpStatus: 404 } });
		expect(lookedAt).toEqual([0]);
	});
});

describe('an abort', () => {
	it('ends the wait at once, with what was seen last', async () => {
		const followed = follow(() => job('active', 10));
		followed.clock.after(3000, () => followed.clock.abort());
		expect(await followed.end).toMatchObject({ outcome: 'aborted', job: { status: 'active' } });
		expect(followed.clock.now()).toBe(3000);
	});
});

it('a fixed interval is kept', async () => {
	const { end, lookedAt } = follow((atMs) => job(atMs < 20_000 ? 'active' : 'completed'), {
		pollIntervalMs: 7000,
	});
	expect(await end).toMatchObject({ outcome: 'finished' });
	expect(lookedAt).toEqual([7000, 14_000, 21_000]);
});

describe('a look that takes long', () => {
	const fortyPercent = { ok: true, value: { jobId: 'j', status: 'active', progress: 40 } } as const;

	async function secondLookAt(tookMs?: number): Promise<number> {
		const { end, lookedAt } = follow((_at, look) =>
			look === 1 ? { ...fortyPercent, tookMs } : job('completed'),
		);
		await end;
		return lookedAt[1];
	}

	it('tells of the job as it was half-way: its end is predicted earlier', async () => {
		// 40 % at 895 ms means an end near 2.2 s; 40 % at 695 ms means one near 1.7 s.
		expect(await secondLookAt()).toBeGreaterThan(2200);
		expect(await secondLookAt(400)).toBeLessThan(1800);
	});

	it('does not make looks follow each other more closely than a quarter of a second', async () => {
		expect(await secondLookAt(1780)).toBe(895 + 250);
	});
});
