import type { IDataObject, INodeParameters, IRun } from 'n8n-workflow';
import type { Emulator } from '../../emulator';
import type { TestCredential } from '../credentials';
import { testCredential } from '../credentialTest';
import { errorOf, jsonOf, runWorkflow, simpleWorkflow } from '../harness';
import { editorWith, listSearch } from '../picker';
import { TriggerLife } from '../pollHarness';

/** What a call is played with. */
export interface Scene {
	emulator: Emulator;
	credential: TestCredential;
	/** From here on the fault may strike. */
	strike(): void;
	/** Takes the fault away. */
	mend(): void;
	/** Whether the node is set to continue, so that failures come as items. */
	goesOn: boolean;
	/** How long jobs are waited for. */
	timeoutSeconds: number;
	/** What n8n allows a poll. */
	pollBudgetMs: number;
}

/** What a user got to see. */
export interface Seen {
	/** Whether there is a result, and a right one. */
	isOk: boolean;
	/** All words of an item or exception that tells of a failure. */
	words: string;
	/** Everything n8n keeps of it. */
	kept: unknown;
}

type Play = (scene: Scene) => Promise<Seen>;

export const AGENT = 'event-scheduler';

function seenIn(run: IRun, isGood: (items: IDataObject[]) => boolean): Seen {
	const error = errorOf(run);
	const items = jsonOf(run);
	const failed = items.filter((item) => 'error' in item);
	const words = [error?.message, error?.description, ...failed.map((item) => JSON.stringify(item))];
	return {
		isOk: error === undefined && failed.length === 0 && isGood(items),
		words: words.filter(Boolean).join('\n'),
		kept: [run, error],
	};
}

function withTimeout(parameters: INodeParameters, timeoutSeconds: number): INodeParameters {
	const options = parameters.options as INodeParameters | undefined;
	return options ? { ...parameters, options: { ...options, timeoutSeconds } } : parameters;
}

/** Start → AgentsCode with the given parameters. */
export function node(
	parameters: INodeParameters | ((scene: Scene) => INodeParameters),
	isGood: (items: IDataObject[]) => boolean,
): Play {
	return async (scene) => {
		const asked = typeof parameters === 'function' ? parameters(scene) : parameters;
		const settings = scene.goesOn ? { onError: 'continueRegularOutput' as const } : {};
		scene.strike();
		const bounded = withTimeout(asked, scene.timeoutSeconds);
		const workflow = simpleWorkflow([{}], bounded, settings);
		return seenIn(await runWorkflow(workflow, { credential: scene.credential }), isGood);
	};
}

/** What a rejected promise tells a user. */
function seenInThrown(thrown: unknown): Seen {
	const { message, description } = thrown as { message: string; description?: string };
	return { isOk: false, words: [message, description].join('\n'), kept: [thrown, message] };
}

export async function openPicker(scene: Scene): Promise<Seen> {
	const context = editorWith(scene.credential);
	scene.strike();
	try {
		const { results } = await listSearch.searchAgents.call(context);
		const isOk = results.some(({ value }) => value === AGENT);
		return { isOk, words: '', kept: results };
	} catch (thrown) {
		return seenInThrown(thrown);
	}
}

export async function openCredentialTest(scene: Scene): Promise<Seen> {
	scene.strike();
	const { status, message } = await testCredential(scene.credential);
	const isOk = status === 'OK';
	return { isOk, words: isOk ? '' : message, kept: message };
}

let credentials = 0;

/** A trigger that is on, then something happens, then the fault strikes the next poll. */
export function poll(
	parameters: INodeParameters,
	happen: (emulator: Emulator) => void,
	isGood: (items: IDataObject[]) => boolean,
): Play {
	return async (scene) => {
		const { emulator, credential, pollBudgetMs } = scene;
		const life = new TriggerLife({
			credential: () => credential,
			parameters,
			budgetMs: pollBudgetMs,
		});
		life.credentialId = `faults-${++credentials}`;
		emulator.seedHistory(3);
		await life.activate();
		happen(emulator);
		scene.strike();
		const before = life.memory;
		const first = await life.poll().catch((thrown: unknown) => seenInThrown(thrown));
		if (!Array.isArray(first)) {
			expect(life.memory).toBe(before);
			scene.mend();
			// What the fault held back comes with the next poll.
			const later = await life.poll();
			expect(isGood(later)).toBe(true);
			expect(await life.poll()).toEqual([]);
			return { ...first, kept: [first.kept, later] };
		}
		scene.mend();
		const words = first.map(({ errorMessage }) => errorMessage).filter(Boolean);
		const isOk = isGood([...first, ...(await life.poll())]);
		return { isOk, words: words.join('\n'), kept: [first, life.memory] };
	};
}
