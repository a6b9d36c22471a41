import { fs, sleep } from '../../../scripts/platform';

const SAMPLE_MS = 50;

/** Resident memory of a process in bytes, as Linux counts it. */
export async function residentBytes(pid: number): Promise<number> {
	const status = await fs.readFile(`/proc/${pid}/status`, 'utf8');
	const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
	return Number(kilobytes) * 1024;
}

/** Runs some work and watches how much memory a process holds at most meanwhile. */
export async function peakMemoryDuring<T>(pid: number, work: () => Promise<T>) {
	let isRunning = true;
	let peakBytes = 0;
	const watch = async () => {
		while (isRunning) {
			peakBytes = Math.max(peakBytes, await residentBytes(pid));
			await sleep(SAMPLE_MS);
		}
	};
	const watching = watch();
	try {
		const result = await work();
		return { result, peakBytes };
	} finally {
		isRunning = false;
		await watching;
	}
}
