import { startEmulator, type Emulator } from '../emulator';
import { numbered, runAgentInLoop } from './agentRuns';
import { errorOf, runWorkflow } from './harness';

let emulator: Emulator;
beforeAll(async () => {
	emulator = await startEmulator({ behaviour: { jobs: { durationMs: 30 } } });
});
afterAll(async () => await emulator.close());

it("a loop of forty rounds puts next to nothing on the execution's signal", async () => {
	const listen = jest.spyOn(EventTarget.prototype, 'addEventListener');
	const run = await runWorkflow(runAgentInLoop(numbered(40), 1), {
		credential: { apiKey: emulator.apiKey, baseUrl: emulator.baseUrl },
	});
	const signals = listen.mock.contexts.filter((each) => each instanceof AbortSignal);
	listen.mockRestore();
	expect(errorOf(run)).toBeUndefined();
	expect(emulator.jobs).toHaveLength(40);
	const counts = new Map<EventTarget, number>();
	for (const signal of signals) counts.set(signal, (counts.get(signal) ?? 0) + 1);
	expect(counts.size).toBeGreaterThan(0);
	expect(Math.max(...counts.values())).toBeLessThanOrEqual(3);
});
