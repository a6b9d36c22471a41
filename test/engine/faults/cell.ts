import { sleep } from 'n8n-workflow';
import type { Emulator } from '../../emulator';
import type { TestCredential } from '../credentials';
import { everythingIn } from '../everythingIn';
import type { Call } from './calls';
import type { FaultRow } from './faults';
import type { Seen } from './plays';
import { Striker, type Lasting } from './striker';

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

/** Three tenths of it are for one answer, which a busy machine may need longer for than slow faults are to last. */
const POLL_BUDGET_MS = 60_000;
const SLOW_POLL_BUDGET_MS = 10_000;

function signOf({ isOk, words }: Seen, striker: Striker, jobIds: string[]): string {
	const namesJob = jobIds.some((id) => words.includes(id));
	if (isOk && words !== '') return '◐';
	if (isOk) return striker.isAskedAgain ? '↻' : '✓';
	if (words === '') return '∅';
	if (words.includes('may have been started')) return namesJob ? '?' : '¿';
	if (words.includes('Could not start agent')) return '◇';
	return namesJob ? '⚑' : '✗';
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
