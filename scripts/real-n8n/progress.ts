import { clearInterval, process, setInterval } from '../platform';

/** Where progress is told, one line at a time. */
export type Say = (line: string) => void;

const REMINDER_MS = 5_000;

export const sayInTerminal: Say = (line) => {
	process.stdout.write(`${line}\n`);
};

/**
 * Does `work` while telling every few seconds which step is on and for how long. A remark in brackets
 * at the end of the title is said only once.
 */
export async function step<T>(say: Say, title: string, work: () => Promise<T>): Promise<T> {
	const startedAt = Date.now();
	say(`• ${title}`);
	const name = title.replace(/ \(.*\)$/, '');
	const reminder = setInterval(() => say(`  … ${name}, ${elapsed(startedAt)}`), REMINDER_MS);
	try {
		const result = await work();
		if (Date.now() - startedAt >= REMINDER_MS) say(`  done in ${elapsed(startedAt)}`);
		return result;
	} finally {
		clearInterval(reminder);
	}
}

function elapsed(startedAt: number): string {
	const seconds = Math.round((Date.now() - startedAt) / 1000);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} min`;
}
