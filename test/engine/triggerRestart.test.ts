import type { Fault, FaultKind } from '../emulator';
import type { TriggerLife } from './pollHarness';
import { jobIds, MINUTE, Stage } from './triggerStage';

const stage = new Stage();

/** The same workflow in a process that has not polled it before: n8n was started again. */
function reborn(life: TriggerLife): TriggerLife {
	const next = stage.trigger({ parameters: life.parameters });
	next.saved = life.saved;
	return next;
}

const OUTAGES: Array<[string, FaultKind]> = [
	['503', { kind: 'status', status: 503 }],
	['a torn connection', { kind: 'reset' }],
	['a page of HTML', { kind: 'html' }],
];

describe('n8n starts again while the service is down', () => {
	it.each(OUTAGES)('the trigger stays on, and tells all jobs later: %s', async (_, fault) => {
		const life = stage.trigger();
		await life.activate();
		const jobs = stage.startAndFinish(3);
		const down = stage.emulator.fault({ ...fault, times: Infinity } as Fault);
		const next = reborn(life);
		expect(await next.activate('init')).toEqual([]);
		stage.advance(MINUTE);
		// Only the first poll is quiet: that the outage goes on can be seen.
		await expect(next.poll()).rejects.toHaveProperty('failure.cause', 'temporarily-unavailable');
		down.remove();
		expect(jobIds(await next.poll())).toEqual(jobs);
		expect(await stage.polls(next, 3)).toEqual([]);
	});

	it('a low balance is told later as well', async () => {
		const life = stage.trigger({ parameters: { event: 'creditsLow', threshold: 100 } });
		stage.emulator.credits.available = 500;
		await life.activate();
		const down = stage.emulator.fault({ kind: 'status', status: 503, times: Infinity });
		const next = reborn(life);
		expect(await next.activate('init')).toEqual([]);
		stage.emulator.credits.available = 50;
		down.remove();
		expect(await next.poll()).toMatchObject([{ event: 'creditsLow', available: 50 }]);
	});

	it('a rate limit silences nothing either', async () => {
		const life = stage.trigger({ parameters: {}, budgetMs: 2000 });
		await life.activate();
		const jobs = stage.startAndFinish();
		const limit = { kind: 'status', status: 429, retryAfter: 'seconds', retryAfterMs: 60_000 };
		const down = stage.emulator.fault({ ...limit, route: 'getJob', times: Infinity } as Fault);
		const next = reborn(life);
		expect(await next.activate('init')).toEqual([]);
		down.remove();
		expect(jobIds(await next.poll())).toEqual(jobs);
	});
});

describe('what does not pass by itself', () => {
	it('is told at once after a restart too', async () => {
		const life = stage.trigger();
		await life.activate();
		stage.emulator.fault({ kind: 'status', status: 401, times: Infinity });
		await expect(reborn(life).activate('init')).rejects.toHaveProperty(
			'failure.cause',
			'credential-invalid',
		);
	});

	it.each(['activate', 'create', 'update'] as const)(
		'and an outage too, where somebody sits before it (%s)',
		async (mode) => {
			const life = stage.trigger();
			await life.activate();
			stage.emulator.fault({ kind: 'status', status: 503, times: Infinity });
			await expect(reborn(life).activate(mode)).rejects.toThrow(/HTTP 503/);
		},
	);
});
