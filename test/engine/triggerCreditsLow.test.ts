import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { withCause } from './engine';
import type { TriggerLife } from './pollHarness';
import { MINUTE, Stage } from './triggerStage';

const stage = new Stage();

function trigger(parameters: INodeParameters = {}): TriggerLife {
	return stage.trigger({ parameters: { event: 'creditsLow', threshold: 100, ...parameters } });
}

function account(available: number, used = 0): void {
	Object.assign(stage.emulator.credits, { available, used });
}

/** Credits that a job uses, as the service books them. */
function use(credits: number): void {
	const { available, used } = stage.emulator.credits;
	account(available - credits, used + credits);
}

function buy(credits: number): void {
	stage.emulator.credits.available += credits;
}

async function poll(life: TriggerLife): Promise<IDataObject[]> {
	stage.advance(MINUTE);
	return await life.poll();
}

const event = (available: number, used: number) => [
	{ event: 'creditsLow', available, used, threshold: 100 },
];

it('fires once when the credits fall below the threshold, and again only after they have risen', async () => {
	account(110);
	const life = trigger();
	expect(await life.activate()).toEqual([]);
	use(10);
	expect(await poll(life)).toEqual([]);
	use(1);
	expect(await poll(life)).toEqual(event(99, 11));
	use(50);
	expect(await poll(life)).toEqual([]);
	buy(50);
	expect(await poll(life)).toEqual([]);
	buy(1);
	expect(await poll(life)).toEqual([]);
	use(1);
	expect(await poll(life)).toEqual(event(99, 62));
	expect(await poll(life)).toEqual([]);
});

it('fires once at activation when the credits are low already', async () => {
	account(20, 5);
	const life = trigger();
	expect(await life.activate()).toEqual(event(20, 5));
	expect(await poll(life)).toEqual([]);
});

it.each<[string, (life: TriggerLife) => Promise<IDataObject[]>]>([
	['n8n is killed and started again', async (life) => await life.restart()],
	[
		'the workflow is switched off and on again',
		async (life) => {
			life.deactivate();
			return await life.activate();
		},
	],
	[
		'the workflow is edited',
		async (life) => {
			life.deactivate();
			return await life.activate('update');
		},
	],
])('when %s: neither repeats a report, nor misses a fall', async (_, again) => {
	account(110);
	const life = trigger();
	await life.activate();
	use(20);
	expect(await poll(life)).toEqual(event(90, 20));
	use(10);
	expect(await poll(life)).toEqual([]);
	expect(await again(life)).toEqual([]);
	// It rises, which n8n does not save, and falls while nobody looks.
	buy(100);
	expect(await poll(life)).toEqual([]);
	use(95);
	expect(await again(life)).toEqual(event(85, 125));
	expect(await again(life)).toEqual([]);
	expect(await poll(life)).toEqual([]);
});

it('knows after a restart that the credits had risen', async () => {
	account(50);
	const life = trigger();
	await life.activate();
	buy(100);
	expect(await poll(life)).toEqual([]);
	expect(await life.restart()).toEqual([]);
	use(60);
	expect(await poll(life)).toEqual(event(90, 60));
});

it('takes a poll that could not read the balance for none', async () => {
	account(110);
	const life = trigger();
	await life.activate();
	use(20);
	stage.emulator.fault({ route: 'getBalance', times: Infinity, kind: 'status', status: 403 });
	await expect(poll(life)).rejects.toMatchObject({
		message: expect.stringMatching(/^Could not get the balance: /) as string,
		failure: { cause: 'credential-invalid' },
	});
	stage.emulator.clearFaults();
	expect(await poll(life)).toEqual(event(90, 20));
	use(1);
	stage.emulator.fault({ route: 'getBalance', times: Infinity, kind: 'status', status: 403 });
	await expect(poll(life)).rejects.toThrow();
	stage.emulator.clearFaults();
	expect(await poll(life)).toEqual([]);
});

it('starts anew with another credential', async () => {
	account(50);
	const life = trigger();
	expect(await life.activate()).toHaveLength(1);
	life.credentialId = '2';
	expect(await life.restart()).toHaveLength(1);
	expect(await life.restart()).toEqual([]);
});

it('judges by the threshold as it is set now', async () => {
	account(150);
	const life = trigger();
	await life.activate();
	life.parameters = { event: 'creditsLow', threshold: 200 };
	expect(await life.restart()).toEqual([expect.objectContaining({ threshold: 200 })]);
	life.parameters = { event: 'creditsLow', threshold: 100 };
	expect(await life.restart()).toEqual([]);
	use(60);
	expect(await poll(life)).toHaveLength(1);
});

it('asks for the balance once a poll, and for nothing else', async () => {
	const life = trigger();
	await life.activate();
	await poll(life);
	expect(stage.emulator.count('getBalance')).toBe(2);
	expect(stage.emulator.count()).toBe(2);
});

it('shows the balance as a test event, low or not, and leaves its state alone', async () => {
	account(500, 7);
	const life = trigger();
	expect(await life.fetchTestEvent()).toEqual(event(500, 7));
	account(50, 7);
	await life.activate();
	const before = life.memory;
	expect(await life.fetchTestEvent()).toEqual(event(50, 7));
	expect(life.memory).toBe(before);
});

it.each<[unknown]>([[-1], ['many'], ['']])('refuses the threshold %j', async (threshold) => {
	const life = trigger({ threshold: threshold as number });
	await expect(life.activate()).rejects.toMatchObject({
		message: expect.stringMatching(/^'Threshold' must be a number of at least 0/) as string,
		...withCause('configuration-invalid'),
	});
	expect(stage.emulator.requests).toEqual([]);
});

it('takes a threshold of 0 as a warning of debt', async () => {
	account(0);
	const life = trigger({ threshold: 0 });
	expect(await life.activate()).toEqual([]);
	account(-1);
	expect(await life.poll()).toMatchObject([{ available: -1, threshold: 0 }]);
});

it('takes a threshold that an expression gives as text', async () => {
	account(50);
	const [fired] = await trigger({ threshold: '={{ "99.5" }}' }).activate();
	expect(fired).toMatchObject({ threshold: 99.5 });
});
