import { DEFAULT_N8N_VERSION, sayInTerminal, type Say } from '../../scripts/real-n8n';
import { REPOSITORY } from '../../scripts/repository';
import { type Account, settleAccounts } from './accounts';
import { readBooks } from './books';
import { documentOf, type Findings } from './document';
import { playFaults } from './faults';
import { type LoadCount, playLoad } from './load';
import { fs, parseArgs, path, process, sleep } from './platform';
import { createRandom } from '../support/random';
import { playRestarts } from './restarts';
import { playRests, samplesAt } from './rests';
import { type Life, livesIn, parseSamples } from './samples';
import { openStage, type Stage } from './stage';

const HELP = `Keeps a real n8n busy with paid runs, polls, faults and restarts, then settles the accounts.

  npm run soak                    10 minutes of load, about 13 in all; writes docs/soak.md
  npm run soak -- --minutes 2     a shorter one; printed only
  npm run soak -- --seed 7        other chances (1)

Ends with exit code 1 when a job is not accounted for once, or when memory or handles grow.
`;

const FLAGS = {
	minutes: { type: 'string', default: '10' },
	seed: { type: 'string', default: '1' },
	help: { type: 'boolean', default: false },
} as const;

const TELL_MS = 15_000;
const DRAIN_MS = 120_000;
const POLLS_TO_CATCH_UP = 4;

/** What a life may gain beside what its samples leave open: n8n's own caches go on filling. */
const TOLERATED = { heapMegabytes: 15, packageMegabytes: 2, handles: 10, openFiles: 10 } as const;

/** What grew in a life by more than chance and n8n's own caches explain. */
function growthIn(life: Life): string[] {
	return Object.entries(TOLERATED).flatMap(([name, tolerated]) => {
		const { slope, uncertainty, first, last } = life[name as keyof typeof TOLERATED];
		const isSure = slope > uncertainty;
		const grown = last - first;
		return isSure && grown > tolerated ? [`${name} grew by ${grown.toFixed(1)}`] : [];
	});
}

/** Load, faults and restarts at once, for so long. */
async function play(stage: Stage, totalMs: number, seed: number, say: Say) {
	const endAtMs = Date.now() + totalMs;
	const isOver = () => Date.now() >= endAtMs;
	const load: LoadCount = { taskIds: [], readings: 0, underWay: 0, isHeld: false };
	const tell = async () => {
		while (!isOver()) {
			const leftSeconds = Math.round((endAtMs - Date.now()) / 1000);
			say(
				`  ${leftSeconds} s left, ${load.taskIds.length} tasks, ${load.underWay} batches under way`,
			);
			await sleep(Math.min(TELL_MS, Math.max(0, endAtMs - Date.now())));
		}
	};
	const [faults, rests, restarts] = await Promise.all([
		playFaults(stage.emulator, createRandom(seed), isOver),
		playRests(stage, load, totalMs),
		playRestarts(stage, load, totalMs),
		playLoad(stage.n8n.url, load, createRandom(seed + 1), isOver),
		tell(),
	]);
	return { load, faults, rests, restarts };
}

/** Lets the last jobs end, and the trigger catch up with them. */
async function drain({ emulator }: Stage): Promise<void> {
	await emulator.until(({ runningJobs }) => runningJobs === 0, DRAIN_MS);
	const read = emulator.count('getHistory');
	await emulator.until(
		(service) => service.count('getHistory') >= read + POLLS_TO_CATCH_UP,
		DRAIN_MS,
	);
	// The last poll's execution is stored a moment after its page was read.
	await sleep(5000);
}

async function settle(stage: Stage, load: LoadCount): Promise<Account> {
	return settleAccounts(await readBooks(stage, stage.workflowIds, load.taskIds));
}

async function measure(minutes: number, seed: number, say: Say): Promise<Findings> {
	const stage = await openStage(say);
	try {
		const { emulator } = stage;
		const played = await play(stage, minutes * 60_000, seed, say);
		await drain(stage);
		say('• Settling the accounts');
		const account = await settle(stage, played.load);
		const samples = parseSamples(await fs.readFile(stage.samplesFile, 'utf8'));
		const lives = livesIn(samples);
		const rests = samplesAt(played.rests, samples);
		const counts = { requests: emulator.count(), polls: emulator.count('getHistory') };
		return {
			minutes,
			seed,
			n8nVersion: DEFAULT_N8N_VERSION,
			...counts,
			...played,
			rests,
			account,
			lives,
		};
	} finally {
		await stage.close();
	}
}

async function soak(): Promise<void> {
	const { values } = parseArgs({ options: FLAGS });
	if (values.help) return sayInTerminal(HELP);
	const minutes = Number(values.minutes);
	if (!(minutes > 0)) throw new RangeError(`'${values.minutes}' is no number of minutes`);
	const findings = await measure(minutes, Number(values.seed), sayInTerminal);
	const text = documentOf(findings);
	sayInTerminal(`\n${text}`);
	const [longest] = [...findings.lives].sort((a, b) => b.minutes - a.minutes);
	const growth = longest ? growthIn(longest) : ['nothing was sampled'];
	for (const complaint of [...findings.account.complaints, ...growth])
		sayInTerminal(`✗ ${complaint}`);
	if (findings.account.complaints.length + growth.length > 0) process.exitCode = 1;
	else if (values.minutes === FLAGS.minutes.default && values.seed === FLAGS.seed.default) {
		await fs.writeFile(path.join(REPOSITORY, 'docs', 'soak.md'), text);
		sayInTerminal('Written to docs/soak.md');
	}
}

void soak().catch((reason: Error) => {
	sayInTerminal(`The soak ended early: ${reason.message}`);
	process.exitCode = 1;
});
