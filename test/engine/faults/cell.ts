import { sleep, type IHttpRequestOptions } from 'n8n-workflow';
import type { Emulator, FaultHandle, FaultKind, RouteName } from '../../emulator';
import type { TestCredential } from '../credentials';
import type { Call, Seen } from './calls';
import type { FaultRow } from './faults';

/** Whether the fault strikes once, or for good. */
export type Lasting = 'once' | 'lasting';

/** What became of one cell. */
export interface CellOutcome {
	/** One sign of the table. */
	sign: string;
	words: string;
	/** Everything that went wrong besides; empty in a sound cell. */
	breaches: string[];
}

const CELL_BOUND_MS = 30_000;

/** Faults that last end these waits; those that strike once must not, however busy the machine is. */
const TIMEOUT_SECONDS: Record<Lasting, number> = { once: 20, lasting: 4 };

/** A fifth of it is for one answer, which a busy machine may need longer for than slow faults are to last. */
const POLL_BUDGET_MS = 60_000;
const SLOW_POLL_BUDGET_MS = 14_000;

/** Faults of a start under which the service may have done its work before it failed to say so. */
function startsAnyway(kind: FaultKind): boolean | undefined {
	if (kind.kind !== 'status') return true;
	return kind.status >= 500 || [408, 409, 425].includes(kind.status) ? true : undefined;
}

const PATHS: Array<[RouteName, RegExp]> = [
	['listAgents', /\/agents$/],
	['getJob', /\/agents\/[^/]+\/[^/]+$/],
	['startJob', /\/agents\/[^/]+$/],
	['getBalance', /\/credits\/balance$/],
	['getHistory', /\/credits\/history$/],
];

function routeOf({ url, baseURL = '' }: IHttpRequestOptions): RouteName {
	return PATHS.find(([, path]) => path.test(baseURL + url))?.[0] ?? 'unknown';
}

/** Plays a fault on the requests of a call, and keeps count. */
class Striker {
	private isOn = false;
	private handles: FaultHandle[] = [];
	private wasAskedAgain?: boolean;
	/** For each request of the faulted routes: where to, and whether the fault met it. */
	private readonly asked: Array<{ route: RouteName; what: string; isMet: boolean }> = [];

	constructor(
		private readonly emulator: Emulator,
		private readonly row: FaultRow,
		private readonly call: Call,
		private readonly lasting: Lasting,
	) {}

	strike(): void {
		this.isOn = true;
		const { row, call } = this;
		if (row.play === 'refused') return;
		for (const route of call.routes) {
			const kind = row.play(route, this.emulator.apiKey);
			this.handles.push(
				this.emulator.fault({
					...kind,
					route,
					after: call.after,
					times: this.lasting === 'once' ? 1 : Infinity,
					startsAnyway: route === 'startJob' ? startsAnyway(kind) : undefined,
				}),
			);
		}
	}

	mend(): void {
		this.wasAskedAgain = this.isAskedAgain;
		this.isOn = false;
		this.handles.forEach((handle) => handle.remove());
	}

	/** Closes the port under the requests that are to be refused, and opens it for all others. */
	beforeSend = async (request: IHttpRequestOptions): Promise<void> => {
		if (this.row.play !== 'refused') return;
		const route = routeOf(request);
		const isMet = this.isOn && this.isDue(route);
		if (this.call.routes.includes(route)) {
			const what = `${route} ${JSON.stringify(request.qs ?? {})}`;
			this.asked.push({ route, what, isMet });
		}
		await (isMet ? this.emulator.pause() : this.emulator.resume());
	};

	private isDue(route: RouteName): boolean {
		if (!this.call.routes.includes(route)) return false;
		if (this.asked.length < (this.call.after ?? 0)) return false;
		return (
			this.lasting === 'lasting' || !this.asked.some((one) => one.isMet && one.route === route)
		);
	}

	/** Whether what the fault met was asked for again and got a sound answer. */
	get isAskedAgain(): boolean {
		if (this.wasAskedAgain !== undefined) return this.wasAskedAgain;
		const asked =
			this.row.play === 'refused'
				? this.asked
				: this.emulator.requests
						.filter(({ route }) => this.call.routes.includes(route))
						.map(({ path, fault }) => ({ what: path, isMet: fault !== undefined }));
		return asked.some(
			({ what, isMet }, index) =>
				isMet && asked.slice(index + 1).some((later) => later.what === what && !later.isMet),
		);
	}

	get hasStruck(): boolean {
		return this.asked.some(({ isMet }) => isMet) || this.handles.some(({ played }) => played > 0);
	}
}

function signOf({ isOk, words }: Seen, striker: Striker, jobIds: string[]): string {
	const namesJob = jobIds.some((id) => words.includes(id));
	if (isOk && words !== '') return '◐';
	if (isOk) return striker.isAskedAgain ? '↻' : '✓';
	if (words === '') return '∅';
	if (words.includes('may have been started')) return namesJob ? '?' : '¿';
	if (words.includes('Could not start agent')) return '◇';
	return namesJob ? '⚑' : '✗';
}

/** All that can be read in a value, errors and their causes included. */
export function everythingIn(value: unknown): string {
	const seen = new Set<unknown>();
	return JSON.stringify(value, (_, part: unknown) => {
		if (typeof part !== 'object' || part === null) return part;
		if (seen.has(part)) return undefined;
		seen.add(part);
		if (!(part instanceof Error)) return part;
		return { ...part, message: part.message, stack: part.stack, cause: part.cause };
	});
}

/** The promises that hold in every cell, whatever else it is to give. */
function breachesOf(seen: Seen, striker: Striker, emulator: Emulator): string[] {
	const { jobs } = emulator;
	const kept = everythingIn(seen.kept);
	const starts = emulator.requests.filter(({ route }) => route === 'startJob');
	const mayHaveStarted = starts.filter(({ status }) => status !== 429);
	const breach = (isBroken: boolean, what: string) => (isBroken ? [what] : []);
	return [
		...breach(!striker.hasStruck, 'the fault was never played'),
		...breach(kept.includes(emulator.apiKey), 'the key leaked'),
		...breach(emulator.strangerRequests.length > 0, 'another origin was asked'),
		...breach(mayHaveStarted.length > 1 || jobs.length > 1, 'started twice'),
		...breach(/<\w|\[object|undefined/.test(seen.words), `words not for users: ${seen.words}`),
		...emulator.contractViolations,
	];
}

/** Whether each paid job can be found: by its ID, or, for want of it, in the search. */
function lostJobs(seen: Seen, sign: string, { jobs }: Emulator): string[] {
	if (sign === '¿') return [];
	const kept = everythingIn(seen.kept);
	return jobs.filter(({ jobId }) => !kept.includes(jobId)).map(({ jobId }) => `lost job ${jobId}`);
}

const HANGS: CellOutcome = { sign: '∞', words: '', breaches: ['hangs'] };

/** Plays one call under one fault, over real HTTP. */
export async function playCell(
	emulator: Emulator,
	row: FaultRow,
	call: Call,
	lasting: Lasting,
): Promise<CellOutcome> {
	await emulator.resume();
	emulator.reset();
	const striker = new Striker(emulator, row, call, lasting);
	const { apiKey, baseUrl } = emulator;
	const credential: TestCredential = { apiKey, baseUrl, beforeSend: striker.beforeSend };
	const playing = call
		.play({
			emulator,
			credential,
			strike: () => striker.strike(),
			mend: () => striker.mend(),
			goesOn: lasting === 'lasting',
			timeoutSeconds: TIMEOUT_SECONDS[lasting],
			pollBudgetMs: row.isSlow ? SLOW_POLL_BUDGET_MS : POLL_BUDGET_MS,
		})
		.then((seen): CellOutcome => {
			const ids = emulator.jobs.map(({ jobId }) => jobId);
			const sign = signOf(seen, striker, ids);
			const breaches = breachesOf(seen, striker, emulator);
			return {
				sign,
				words: seen.words,
				breaches: [...breaches, ...lostJobs(seen, sign, emulator)],
			};
		})
		.catch((thrown: unknown) => ({ sign: '!', words: String(thrown), breaches: [String(thrown)] }));
	const giveUp = new AbortController();
	const bound = sleep(CELL_BOUND_MS, giveUp.signal).then(
		() => HANGS,
		() => HANGS,
	);
	const outcome = await Promise.race([playing, bound]);
	giveUp.abort();
	return outcome;
}
