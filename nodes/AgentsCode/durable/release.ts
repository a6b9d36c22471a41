import type { IExecuteFunctions } from 'n8n-workflow';
import { createClock, type StoppableClock } from '../api/clock';
import { awaitJob } from '../jobs/awaitJob';
import { isUnfinished, type ItemOutcome, type WaitingRoom } from '../jobs/jobRoom';
import { attemptAsync } from '../operations/common/nodeErrors';
import type { JobWork, Release } from '../operations/common/jobItems';
import { parkingHindrance } from './hindrance';
import { IN_NODE_MS, WORTH_PARKING_MS } from './limits';
import { park } from './park';

function tell(context: IExecuteFunctions, reason: string): void {
	context.addExecutionHints({
		message: `'Release Worker While Waiting' was not used: ${reason}. The node waited with its worker instead.`,
		location: 'outputPane',
		type: 'info',
	});
}

/** Ends the patience some time after the last of the works has begun, or when all have ended. */
function watched(works: JobWork[], patience: StoppableClock): JobWork[] {
	let toBegin = works.filter(({ ok }) => ok).length;
	let toEnd = toBegin;
	const observed = async (work: () => Promise<ItemOutcome>) => {
		if (--toBegin === 0) void patience.sleep(IN_NODE_MS).then(patience.stop);
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

/**
 * What it takes to let the worker go while jobs run, if that is wanted, possible, and worth it; where
 * it is wanted and not possible, a hint says so.
 *
 * Jobs are waited for in the node until a minute has passed since the last of them was begun, since
 * most end before. As long as others wait for their turn ('Max Concurrent Jobs') the node stays.
 *
 * @param timeoutsSeconds of the items' waits
 * @returns what the operation adds to its work, and the room its waits take place in
 */
export function openRelease<Room extends WaitingRoom>(
	context: IExecuteFunctions,
	room: Room,
	isWanted: boolean,
	timeoutsSeconds: number[],
): { room: Room; release?: Release } {
	if (!isWanted) return { room };
	const hindrance = parkingHindrance(context);
	if (hindrance !== undefined) {
		tell(context, hindrance);
		return { room };
	}
	const longestMs = Math.max(0, ...timeoutsSeconds) * 1000;
	if (longestMs < IN_NODE_MS + WORTH_PARKING_MS) return { room };

	const patience = createClock(context.getExecutionCancelSignal?.(), room.clock);
	const release: Release = {
		watch: (works) => watched(works, patience),
		park: async (outcomes) => {
			const parked = await attemptAsync(
				async () => await park(context, outcomes, room.clock.now()),
			);
			if (parked.ok && parked.value) return parked.value;
			tell(
				context,
				parked.ok ? 'n8n did not put it to wait' : `n8n said "${String(parked.thrown)}"`,
			);
			return undefined;
		},
		worksLeft: (outcomes) =>
			outcomes.map((outcome) => ({
				ok: true,
				value: async () => {
					if (outcome === undefined) throw new RangeError('An item was never begun');
					if (!isUnfinished(outcome)) return outcome;
					const { options, startedAtMs } = outcome.unfinished;
					return await awaitJob(room, outcome.unfinished, options, startedAtMs);
				},
			})),
	};
	return { room: { ...room, patience }, release };
}
