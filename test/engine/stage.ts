import { sleep, type IDataObject, type INodeParameters, type IRun } from 'n8n-workflow';
import type { BehaviourChange, Emulator } from '../emulator';
import { emulatorForTests } from '../emulator/forTests';
import type { TestCredential } from './credentials';
import {
	runWorkflow,
	simpleWorkflow,
	type NodeSettings,
	type RunOptions,
	type TestWorkflow,
} from './harness';

export interface Stage {
	readonly emulator: Emulator;
	/** The credential that opens the emulator, or one that differs. */
	credential(change?: Partial<TestCredential>): TestCredential;
	/** Runs Start → AgentsCode for some items. */
	run(items: IDataObject[], parameters: INodeParameters, settings?: NodeSettings): Promise<IRun>;
	play(workflow: TestWorkflow, options?: Partial<RunOptions>): Promise<IRun>;
	/** Runs a workflow, and presses Stop once that is due and what was answered by then has arrived. */
	stop(workflow: TestWorkflow, isDue: (emulator: Emulator) => boolean): Promise<Stopping>;
}

/** An execution whose Stop has been pressed. */
export interface Stopping {
	/** How many requests had been sent by then. */
	sent: number;
	ended: Promise<IRun>;
}

/** What was answered needs a moment to arrive. */
const ARRIVAL_MS = 100;

/** An emulator for the suite: as new for each test, and held against the reference after each. */
export function openStage(behaviour: BehaviourChange = {}): Stage {
	const emulator = emulatorForTests(behaviour);
	const credential = (change: Partial<TestCredential> = {}) => ({
		apiKey: emulator.apiKey,
		baseUrl: emulator.baseUrl,
		...change,
	});
	const play = async (workflow: TestWorkflow, options: Partial<RunOptions> = {}) =>
		await runWorkflow(workflow, { credential: credential(), ...options });
	const stop: Stage['stop'] = async (workflow, isDue) => {
		let pressStop = () => {};
		const ended = play(workflow, { onStarted: (press) => (pressStop = press) });
		await emulator.until(isDue);
		await sleep(ARRIVAL_MS);
		const sent = emulator.count();
		pressStop();
		return { sent, ended };
	};
	return {
		emulator,
		credential,
		play,
		stop,
		run: async (items, parameters, settings) =>
			await play(simpleWorkflow(items, parameters, settings)),
	};
}

/** An agent or a locator as the form stores it. */
export function byId(value: unknown): INodeParameters {
	return { __rl: true, mode: 'id', value: value as string };
}

/** Looks often, so that tests need not wait as users would. */
export const EAGER = { pollIntervalSeconds: 0.05, timeoutSeconds: 20 };

export const EVENT_SCHEDULER = byId('event-scheduler');
