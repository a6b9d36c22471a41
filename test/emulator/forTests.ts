import type { BehaviourChange } from './behaviour';
import { Emulator } from './index';

/** An emulator for a test file: as new for each test, and held against the reference after each. */
export function emulatorForTests(behaviour: BehaviourChange = {}): Emulator {
	const emulator = new Emulator({ behaviour });
	beforeAll(async () => {
		await emulator.open();
	});
	afterEach(async () => {
		const violations = [...emulator.contractViolations];
		await emulator.resume();
		emulator.reset();
		expect(violations).toEqual([]);
	});
	afterAll(async () => await emulator.close());
	return emulator;
}
