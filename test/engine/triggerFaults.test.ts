import type { Fault } from '../emulator';
import { withCause } from './engine';
import { jobIds, MINUTE, Stage, thrownBy } from './triggerStage';

const stage = new Stage();

describe('a fault in the middle of paging', () => {
	type What = Omit<Fault, 'times' | 'route'>;
	const lasting: Array<[string, What, string]> = [
		['500', { kind: 'status', status: 500 }, 'temporarily-unavailable'],
		['a torn connection', { kind: 'reset' }, 'temporarily-unavailable'],
		['a page of HTML', { kind: 'html' }, 'temporarily-unavailable'],
		['half an answer', { kind: 'truncated' }, 'temporarily-unavailable'],
		['an answer of another type', { kind: 'wrongType' }, 'temporarily-unavailable'],
		['403', { kind: 'status', status: 403 }, 'credential-invalid'],
		['402', { kind: 'status', status: 402 }, 'quota-exhausted'],
	] as Array<[string, What, string]>;

	it.each(lasting)('%s: nothing is lost and nothing half-saved', async (_name, what, cause) => {
		stage.emulator.seedHistory(30);
		const life = stage.trigger();
		await life.activate();
		const jobs = stage.startAndFinish(50);
		const memory = life.memory;
		const handle = stage.emulator.fault({
			...what,
			route: 'getHistory',
			after: 1,
			times: Infinity,
		} as Fault);
		stage.advance(MINUTE);
		const thrown = await thrownBy(life.poll());
		expect(thrown.failure).toEqual({ cause });
		expect(thrown.message).toMatch(/^Could not read the credit history: /);
		expect(life.memory).toBe(memory);
		handle.remove();
		expect(await stage.polls(life, 1)).toEqual(jobs);
		expect(await stage.polls(life, 20)).toEqual([]);
	});

	it('that passes is bridged within the poll', async () => {
		const life = stage.trigger();
		await life.activate();
		const jobs = stage.startAndFinish(50);
		stage.emulator.fault({ route: 'getHistory', after: 1, kind: 'status', status: 503 });
		expect(await stage.polls(life, 1)).toEqual(jobs);
	});

	it('is a clear message at the activation, which fails', async () => {
		stage.emulator.apiKey = 'another-key';
		const credential = () => ({ apiKey: 'wrong', baseUrl: stage.emulator.baseUrl });
		const thrown = await thrownBy(stage.trigger({ credential }).activate());
		expect(thrown).toMatchObject({
			message:
				'Could not read the credit history: the API key was not accepted (HTTP 401): Invalid API key',
			failure: { cause: 'credential-invalid' },
		});
		const nowhere = () => ({ apiKey: 'key', baseUrl: 'ftp://example.org' });
		expect(await thrownBy(stage.trigger({ credential: nowhere }).activate())).toMatchObject({
			message: expect.stringContaining("'Base URL'") as string,
			...withCause('configuration-invalid'),
		});
	});

	it.each(['ignored', 'repeated', 'barren', 'hollow'] as const)(
		'a service that repeats itself (%s cursor) ends the walk, and does not run on for ever',
		async (cursor) => {
			stage.emulator.seedHistory(30);
			const life = stage.trigger();
			await life.activate();
			stage.startAndFinish(70);
			stage.emulator.behave({ history: { cursor } });
			const before = stage.historyRequests();
			expect((await thrownBy(life.poll())).description).toMatch(/repeats itself/);
			expect(stage.historyRequests() - before).toBeLessThan(10);
			stage.emulator.behave({ history: { cursor: 'honoured' } });
			expect((await stage.polls(life, 1)).length).toBe(70);
		},
	);

	it('a history that comes oldest first is refused in words, for its new rows would stand last', async () => {
		stage.emulator.seedHistory(50);
		stage.emulator.behave({ history: { direction: 'oldestFirst' } });
		const thrown = await thrownBy(stage.trigger().activate());
		expect(thrown.description).toMatch(/comes oldest first/);
	});

	it('takes the first page for all there is when there is no cursor', async () => {
		stage.emulator.behave({ history: { cursor: 'missing' } });
		stage.emulator.seedHistory(50);
		const life = stage.trigger();
		await life.activate();
		const jobs = stage.startAndFinish(15);
		expect(await stage.polls(life, 1)).toEqual(jobs);
		const more = stage.startAndFinish(25);
		// Twenty rows fit on the page; what the service does not show can't be reported.
		expect(await stage.polls(life, 1)).toEqual(more.slice(5));
		expect(await stage.polls(life, 5)).toEqual([]);
	});
});

describe('a fault below the surface', () => {
	/** A trigger whose next poll looks for a long job further down, where nothing can be read. */
	async function beforeSweep() {
		stage.emulator.behave({ history: { pageSize: 5 } });
		stage.emulator.seedHistory(40);
		const life = stage.trigger();
		await life.activate();
		stage.startAndFinish(12);
		await stage.polls(life, 1);
		stage.advance(30 * MINUTE);
		stage.emulator.fault({
			route: 'getHistory',
			when: ({ path }) => path.includes('cursor'),
			times: Infinity,
			kind: 'status',
			status: 403,
		});
		return life;
	}

	it('fails the poll when nothing else was found', async () => {
		const life = await beforeSweep();
		await expect(life.poll()).rejects.toMatchObject({ failure: { cause: 'credential-invalid' } });
	});

	it('does not hold back what has come to the top', async () => {
		const life = await beforeSweep();
		stage.emulator.clearFaults();
		const [job] = stage.startAndFinish();
		stage.emulator.fault({
			route: 'getHistory',
			after: 2,
			times: Infinity,
			kind: 'status',
			status: 403,
		});
		expect(jobIds(await life.poll())).toEqual([job]);
	});
});
