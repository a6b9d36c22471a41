import type { Clock } from '../../api/clock';

/** How far the jobs of one run of the node have come. */
export interface Progress {
	total: number;
	started: number;
	/** Ended, and delivered. */
	finished: number;
	/** Items whose job did not end as wanted, or was never started. */
	failed: number;
}

/** The state in one line for people who watch; it names no job and holds nothing of a result. */
export function progressLine({ total, started, finished, failed }: Progress): string {
	const jobs = total === 1 ? 'job' : 'jobs';
	const beginning = `${started} of ${total} ${jobs} started`;
	if (finished + failed === 0) return beginning;
	const ending = failed === 0 ? '' : `, ${failed} failed`;
	return started < total
		? `${beginning}, ${finished} of ${total} finished${ending}`
		: `${finished} of ${total} ${jobs} finished${ending}`;
}

const LINE_EVERY_MS = 1000;

/**
 * Lets through one line a second: the first at once, and what changes meanwhile as one line when the
 * second is over, so that the last state is always told.
 *
 * @param say gets each line that goes through
 * @returns to be called whenever there is a new line, with how it reads when its time has come
 */
export function oncePerSecond(
	clock: Clock,
	say: (line: string) => void,
): (line: () => string) => void {
	let quietUntilMs = -Infinity;
	let due: (() => string) | undefined;
	const tell = (line: () => string) => {
		quietUntilMs = clock.now() + LINE_EVERY_MS;
		say(line());
	};
	const tellWhenDue = async () => {
		await clock.sleep(quietUntilMs - clock.now());
		const line = due;
		due = undefined;
		// A clock that was stopped wakes too early, and nobody waits for the line any more.
		if (line !== undefined && clock.now() >= quietUntilMs) tell(line);
	};
	return (line) => {
		if (clock.now() >= quietUntilMs && due === undefined) return tell(line);
		const isAwaited = due !== undefined;
		due = line;
		if (!isAwaited) void tellWhenDue();
	};
}
