import { startEmulator, type Emulator } from '../emulator';
import { errorOf, outputOf, runWorkflow, simpleWorkflow } from './harness';

let emulator: Emulator;
const credential = () => ({ apiKey: emulator.apiKey, baseUrl: emulator.baseUrl });

beforeAll(async () => {
	emulator = await startEmulator({ behaviour: { jobs: { durationMs: 300 } } });
});
afterEach(() => {
	expect(emulator.contractViolations).toEqual([]);
	emulator.reset();
});
afterAll(async () => await emulator.close());

const agentId = { __rl: true, mode: 'list', value: 'event-scheduler' };

describe('Agent → Run', () => {
	it('runs an agent, waits for the job and puts out its result', async () => {
		const run = await runWorkflow(
			simpleWorkflow([{ who: 'Jeff' }], {
				agentId,
				inputMode: 'text',
				inputText: '=Book an appointment with {{ $json.who }}',
			}),
			{ credential: credential() },
		);
		expect(errorOf(run)).toBeUndefined();
		expect(emulator.jobs.map(({ input }) => input)).toEqual(['Book an appointment with Jeff']);
		expect(outputOf(run)[0][0].pairedItem).toEqual({ item: 0 });
	});
});
