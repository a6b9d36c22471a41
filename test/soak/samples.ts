import { fitLine, type Line } from './slope';

/** What the probe in n8n's process notes. */
export interface Sample {
	pid: number;
	atMs: number;
	/** After a full garbage collection. */
	heapBytes: number;
	externalBytes: number;
	/** Of the heap, what the package's code has made; an estimate from traced allocations. */
	packageBytes: number;
	residentBytes: number;
	/** What keeps the event loop alive: timers, sockets, servers, file requests. */
	handles: number;
	openFiles: number;
}

/** One n8n from its start to its end. */
export interface Life {
	minutes: number;
	/** Samples that were judged: those after the warm-up. */
	samples: number;
	/** By minutes. */
	heapMegabytes: Line;
	packageMegabytes: Line;
	residentMegabytes: Line;
	handles: Line;
	openFiles: Line;
}

const MEGABYTE = 2 ** 20;
const MINUTE_MS = 60_000;
/** Code is loaded and compiled, and caches fill: of a life, this part at most is left out. */
const WARM_UP_MS = 90_000;
const WARM_UP_SHARE = 0.3;
const MIN_SAMPLES = 5;

export function parseSamples(text: string): Sample[] {
	return text
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as Sample);
}

function lifeOf(samples: Sample[]): Life {
	const [first] = samples;
	const lastedMs = samples[samples.length - 1].atMs - first.atMs;
	const warmUpMs = Math.min(WARM_UP_MS, WARM_UP_SHARE * lastedMs);
	const warm = samples.filter(({ atMs }) => atMs - first.atMs >= warmUpMs);
	const lineOf = (yOf: (sample: Sample) => number) =>
		fitLine(warm.map((each) => ({ x: (each.atMs - first.atMs) / MINUTE_MS, y: yOf(each) })));
	return {
		minutes: lastedMs / MINUTE_MS,
		samples: warm.length,
		heapMegabytes: lineOf(({ heapBytes, externalBytes }) => (heapBytes + externalBytes) / MEGABYTE),
		packageMegabytes: lineOf((each) => each.packageBytes / MEGABYTE),
		residentMegabytes: lineOf(({ residentBytes }) => residentBytes / MEGABYTE),
		handles: lineOf(({ handles }) => handles),
		openFiles: lineOf(({ openFiles }) => openFiles),
	};
}

/** The lives that were long enough to draw a line through, in order. */
export function livesIn(samples: readonly Sample[]): Life[] {
	const pids = [...new Set(samples.map(({ pid }) => pid))];
	return pids
		.map((pid) => samples.filter((sample) => sample.pid === pid))
		.filter((life) => life.length >= MIN_SAMPLES)
		.map(lifeOf);
}
