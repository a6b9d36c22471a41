import type { StoppableClock } from '../../api/clock';
import { awaitJob } from '../../jobs/awaitJob';
import type { WaitingRoom } from '../../jobs/jobRoom';
import { isUnfinished, type ItemOutcome, type Outcomes } from '../../jobs/outcome';
import type { JobWork } from '../common/jobItems';

/**
 * The same works, observed: their waits end some time after the last of them has begun. As long as
 * others wait for their turn ('Max Concurrent Jobs') none ends.
 *
 * @param patience the clock of their waits
 */
export function heldFor(works: JobWork[], patience: StoppableClock, afterMs: number): JobWork[] {
	let toBegin = works.filter(({ ok }) => ok).length;
	let toEnd = toBegin;
	const observed = async (work: () => Promise<ItemOutcome>) => {
		if (--toBegin === 0) void patience.sleep(afterMs).then(patience.stop);
		try {
			return await work();
		} finally {
			if (--toEnd === 0) patience.stop();
		}
	};
	return works.map((work) =>
		work.ok ? { ok: true, value: async () => await observed(work.value) } : work,
	);
}

/** Waits on in the node for what is unfinished, for as long as the room has patience. */
export function takenUpAgain(outcomes: Outcomes, room: WaitingRoom): JobWork[] {
	const works = outcomes.filter((outcome) => outcome !== undefined);
	return works.map((outcome) => ({
		ok: true,
		value: async () => {
			if (!isUnfinished(outcome)) return outcome;
			const { agentId, jobId, status, options, startedAtMs } = outcome.unfinished;
			return await awaitJob(room, { agentId, jobId, status }, options, startedAtMs);
		},
	}));
}
