import type { IDataObject } from 'n8n-workflow';
import { emulatorForTests } from '../emulator/forTests';
import { TriggerLife, type TriggerOptions } from './pollHarness';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const AGENT = 'event-scheduler';

/** An emulator whose jobs end when told, and a clock that it shares with the node. */
export class Stage {
	readonly emulator = emulatorForTests({ jobs: { durationMs: Infinity } });
	private aheadMs = 0;

	/** Sets the hooks of a test file. */
	constructor() {
		beforeEach(() => {
			const realNow = Date.now;
			this.aheadMs = 0;
			jest.spyOn(Date, 'now').mockImplementation(() => realNow.call(Date) + this.aheadMs);
		});
		afterEach(() => jest.restoreAllMocks());
	}

	advance(ms: number): void {
		this.aheadMs += ms;
	}

	/** The trigger without results, so that requests are the history's alone, unless told otherwise. */
	trigger(options: Partial<TriggerOptions> = {}): TriggerLife {
		const { emulator } = this;
		const credential = () => ({ apiKey: emulator.apiKey, baseUrl: emulator.baseUrl });
		const parameters = { options: { includeResult: false } };
		return new TriggerLife({ credential, parameters, ...options });
	}

	/** Starts `count` jobs, a second apart, and returns their ids. */
	start(count = 1, agentId = AGENT): string[] {
		return Array.from({ length: count }, () => {
			this.advance(1000);
			return this.emulator.startJob(agentId).jobId;
		});
	}

	/** Starts and ends `count` jobs, one after the other. */
	startAndFinish(count = 1): string[] {
		return Array.from({ length: count }, () => {
			const [id] = this.start();
			this.advance(100);
			this.emulator.finish(id);
			return id;
		});
	}

	/** Polls once a minute and returns what fired. */
	async polls(life: TriggerLife, count: number): Promise<string[]> {
		const fired: string[] = [];
		for (let poll = 0; poll < count; poll++) {
			this.advance(MINUTE);
			fired.push(...jobIds(await life.poll()));
		}
		return fired;
	}

	historyRequests(): number {
		return this.emulator.count('getHistory');
	}
}

export function jobIds(items: IDataObject[]): string[] {
	return items.map(({ jobId }) => String(jobId));
}

/** What a rejected promise was rejected with. */
export async function thrownBy(work: Promise<unknown>): Promise<Record<string, unknown>> {
	return await work.then(
		() => {
			throw new Error('Nothing was thrown');
		},
		(thrown: Record<string, unknown>) => thrown,
	);
}
