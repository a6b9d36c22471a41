import {
	playPlatform,
	wholePercents as progress,
	type Platform,
} from '../../support/simulatedPlatform';
import { percentile } from '../../bench/statistics';

const SECOND = 1000;

/** Refuses one request, the first after that time. */
function refusingOnce(fromMs: number): Platform['refuses'] {
	let mayRefuse = true;
	return (atMs) => {
		if (!mayRefuse || atMs < fromMs) return undefined;
		mayRefuse = false;
		return { status: 429, headers: { 'retry-after': '1' } };
	};
}

/** So many jobs of one length, all waited for at once. */
function alike(jobs: number, lengthMs: number, more: Partial<Platform> = {}): Platform {
	return { jobs, atOnce: jobs, lengthMs: () => lengthMs, progress, ...more };
}

/** One draw says little: which job looks when is a matter of chance. */
const SEEDS = [1, 2, 3, 4, 5];

describe('the promised bounds', () => {
	it.each<[string, Platform, { looks: number; endMs: number }]>([
		['10 jobs of 5 s', alike(10, 5 * SECOND), { looks: 30, endMs: 5400 }],
		[
			'10 jobs of 5 s without progress',
			alike(10, 5 * SECOND, { progress: undefined }),
			{ looks: 150, endMs: 6000 },
		],
		['200 jobs of 5 s', alike(200, 5 * SECOND), { looks: 270, endMs: 7000 }],
	])('hold for %s', async (_, platform, bounds) => {
		for (const seed of SEEDS) {
			const { delivered, looks, endMs } = await playPlatform({ ...platform, seed });
			expect(delivered).toBe(platform.jobs);
			expect(looks).toBeLessThanOrEqual(bounds.looks);
			expect(endMs).toBeLessThanOrEqual(bounds.endMs);
		}
	});
});

describe('jobs that end together', () => {
	async function latenessMs(platform: Platform): Promise<number[]> {
		const runs = SEEDS.map(async (seed) => await playPlatform({ ...platform, seed }));
		return (await Promise.all(runs)).flatMap((played) => played.latenessMs);
	}

	it.each([
		[100, 3, 2],
		[200, 3, 2],
		[100, 5, 2],
		[200, 5, 2],
		[50, 8, 0.7],
		[50, 12, 0.7],
	])(
		'%d of %d s are noticed soon, while each request keeps the machine busy for %d ms twice',
		async (jobs, seconds, busyMs) => {
			const late = await latenessMs(alike(jobs, seconds * SECOND, { busyMs }));
			expect(late).toHaveLength(jobs * SEEDS.length);
			expect(percentile(late, 0.95)).toBeLessThanOrEqual(250);
		},
	);

	it.each([10, 100])(
		'%d are noticed soon, although they tell their progress in tens',
		async (jobs) => {
			const progress = (fraction: number) => 10 * Math.floor(10 * fraction);
			const late = await latenessMs(alike(jobs, 5 * SECOND, { progress, busyMs: 0.7 }));
			expect(Math.max(...late)).toBeLessThanOrEqual(750);
		},
	);

	it('are each noticed soon also when their lengths differ a little', async () => {
		const lengthMs = (job: number) => 5 * SECOND * (0.95 + 0.1 * (((job * 7919) % 101) / 101));
		const late = await latenessMs(alike(100, 0, { lengthMs, busyMs: 0.7 }));
		expect(percentile(late, 0.95)).toBeLessThanOrEqual(250);
	});
});

describe('a service that refuses', () => {
	const perMinute = { perSecond: 1, windowMs: 60 * SECOND };
	const inBatches = { atOnce: 50 };

	it.each<[string, Platform, number]>([
		['once, shortly before the end', alike(100, 60_000, { refuses: refusingOnce(55_000) }), 65_000],
		['once, at the very end', alike(100, 60_000, { refuses: refusingOnce(59_000) }), 65_000],
		['beyond 60 a minute', alike(100, 60_000, { ...inBatches, limit: perMinute }), 190_000],
		[
			'beyond 60 a minute, and does not say for how long',
			alike(100, 60_000, { ...inBatches, limit: { ...perMinute, retryAfter: 'missing' } }),
			220_000,
		],
		['beyond 2 a second', alike(50, 60_000, { limit: { perSecond: 2 } }), 100_000],
		['beyond 10 a second', alike(100, 60_000, { limit: { perSecond: 10 } }), 80_000],
	])('%s: all is delivered in time', async (_, platform, endMs) => {
		const played = await playPlatform(platform);
		expect(played.delivered).toBe(platform.jobs);
		expect(played.endMs).toBeLessThanOrEqual(endMs);
	});

	it.each(['sliding', 'fixed'] as const)(
		'beyond 8 a second (%s): 30 jobs of 2 s take little more than they must',
		async (window) => {
			const played = await playPlatform(alike(30, 2000, { limit: { perSecond: 8, window } }));
			expect(played.delivered).toBe(30);
			expect(played.refused).toBeLessThanOrEqual(30);
			expect(played.endMs).toBeLessThanOrEqual(8500);
		},
	);

	it('all starts for a while, and does not say for how long: none fails', async () => {
		const refuses: Platform['refuses'] = (atMs) => (atMs < 70_000 ? { status: 429 } : undefined);
		const platform = alike(10, 5 * SECOND, { refuses, timeoutSeconds: 90 });
		expect((await playPlatform(platform)).delivered).toBe(10);
	});
});

describe('a platform that runs few jobs at once', () => {
	it.each<[string, Partial<Platform>, number]>([
		['whose others stand at 0 %', {}, 10],
		['whose others are told as queued', { tellsQueue: true }, 10],
		[
			'whose others are told as queued, without progress',
			{ tellsQueue: true, progress: undefined },
			15,
		],
	])('%s: each is noticed soon after its end', async (_, more, seconds) => {
		const platform = alike(50, 60 * SECOND, { slots: 5, timeoutSeconds: 3600, ...more });
		const { delivered, latestMs, looks } = await playPlatform(platform);
		expect(delivered).toBe(50);
		expect(latestMs).toBeLessThanOrEqual(seconds * SECOND);
		expect(looks).toBeLessThanOrEqual(50 * 60);
	});
});

describe('jobs that become shorter', () => {
	it.each([
		[20_000, 2000, 65_000],
		[60_000, 2000, 115_000],
		[5000, 1000, 25_000],
	])('fifty of %d ms, then 450 of %d ms: all end within %d ms', async (first, then, endMs) => {
		const lengthMs = (job: number) => (job < 50 ? first : then);
		const platform = { jobs: 500, atOnce: 50, lengthMs, progress };
		expect((await playPlatform(platform)).endMs).toBeLessThanOrEqual(endMs);
	});
});

describe('many jobs without progress', () => {
	it.each([
		[30_000, 400, 10],
		[120_000, 200, 18],
	])('of %d ms: the later ones profit from the earlier', async (lengthMs, jobs, looksPerJob) => {
		const platform = { jobs, atOnce: 50, lengthMs: () => lengthMs, timeoutSeconds: 1200 };
		const { endMs, looks } = await playPlatform(platform);
		expect(endMs).toBeLessThanOrEqual((lengthMs * jobs * 1.05) / 50);
		expect(looks / jobs).toBeLessThanOrEqual(looksPerJob);
	});
});
