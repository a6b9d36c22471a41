import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { createClock } from '../../api/clock';
import type { WaitingRoom } from '../../jobs/jobRoom';
import type { Outcomes } from '../../jobs/outcome';
import type { Release } from '../common/jobItems';
import { asNodeError, attemptAsync } from '../common/nodeErrors';
import { parkingHindrance } from './hindrance';
import { heldFor, takenUpAgain } from './holding';
import { IN_NODE_MS, WORTH_PARKING_MS } from './limits';
import { endSoon } from './pace';
import { sortOut } from './parcel';
import { park } from './park';

function tellNotUsed(context: IExecuteFunctions, reason: string): void {
	context.addExecutionHints({
		message: `'Release Worker While Waiting' was not used: ${reason}. The node waited with its worker instead.`,
		location: 'outputPane',
		type: 'info',
	});
}

/** Parks what is unfinished. @returns undefined where n8n would not have it, which a hint says */
async function tryToPark(
	context: IExecuteFunctions,
	outcomes: Outcomes,
	nowMs: number,
): Promise<INodeExecutionData[] | undefined> {
	const parked = await attemptAsync(async () => await park(context, outcomes, nowMs));
	if (parked.ok && parked.value) return parked.value;
	const { message } = parked.ok ? { message: 'no reason' } : asNodeError(context, parked.thrown);
	tellNotUsed(context, `n8n did not put the execution to rest (${message})`);
	return undefined;
}

/** Ends the waits in the node after a while, and lets the worker go then. */
function releaseFrom<Room extends WaitingRoom>(
	context: IExecuteFunctions,
	room: Room,
): { room: Room; release: Release } {
	const newPatience = () => createClock(context.getExecutionCancelSignal?.(), room.clock);
	const patience = newPatience();
	let mayHoldOn = true;
	const release: Release = {
		watch: (works) => heldFor(works, patience, IN_NODE_MS),
		park: async (outcomes) => {
			const nowMs = room.clock.now();
			// Once only: a job may be about to end for hours.
			if (mayHoldOn && endSoon(sortOut(outcomes).parked, nowMs)) {
				mayHoldOn = false;
				const longer = newPatience();
				const works = takenUpAgain(outcomes, { ...room, patience: longer });
				return { left: heldFor(works, longer, WORTH_PARKING_MS) };
			}
			const parked = await tryToPark(context, outcomes, nowMs);
			return parked ? { parked } : { left: takenUpAgain(outcomes, room) };
		},
	};
	return { room: { ...room, patience }, release };
}

/**
 * What it takes to let the worker go while jobs run, if that is wanted, possible, and worth it; where
 * it is wanted and not possible, a hint says so.
 *
 * Jobs are waited for in the node until a minute has passed since the last of them was begun, since
 * most end before; and a minute more, if they all say that they will have ended by then.
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
		tellNotUsed(context, hindrance);
		return { room };
	}
	const longestMs = Math.max(0, ...timeoutsSeconds) * 1000;
	const isWorthIt = longestMs >= IN_NODE_MS + WORTH_PARKING_MS;
	return isWorthIt ? releaseFrom(context, room) : { room };
}
