import type { IDataObject } from 'n8n-workflow';
import { startEmulator, type Emulator } from '../emulator';
import { TriggerLife, type TriggerOptions } from './pollHarness';

const MINUTE = 60_000;
const AGENT = 'event-scheduler';

let emulator: Emulator;
let clock: { advance(ms: number): void };

beforeAll(async () => {
	emulator = await startEmulator({ behaviour: { jobs: { durationMs: Infinity } } });
});
beforeEach(() => {
	// One clock for service and node, since both live in this process.
	const realNow = Date.now;
	let aheadMs = 0;
	jest.spyOn(Date, 'now').mockImplementation(() => realNow.call(Date) + aheadMs);
	clock = { advance: (ms) => (aheadMs += ms) };
});
afterEach(() => {
	jest.restoreAllMocks();
	expect(emulator.contractViolations).toEqual([]);
	emulator.reset();
});
afterAll(async () => await emulator.close());

function trigger(options: Partial<TriggerOptions> = {}): TriggerLife {
	const credential = () => ({ apiKey: emulator.apiKey, baseUrl: emulator.baseUrl });
	return new TriggerLife({
		credential,
		parameters: { options: { includeResult: false } },
		...options,
	});
}

const jobIds = (items: IDataObject[]) => items.map(({ jobId }) => jobId);

it('fires', async () => {
	emulator.seedHistory(30);
	const life = trigger();
	expect(await life.activate()).toEqual([]);
	const job = emulator.startJob(AGENT);
	clock.advance(MINUTE);
	expect(await life.poll()).toEqual([]);
	emulator.finish();
	expect(jobIds(await life.poll())).toEqual([job.jobId]);
	expect(await life.poll()).toEqual([]);
});
