import { createFleet, type Fleet } from './fleet';
import { followJob } from './followJob';
import type { JobRef } from './itemFailure';
import type { WaitingRoom, WaitOptions } from './jobRoom';
import type { ItemOutcome } from './outcome';
import type { Sample } from './prediction';
import { sampleOf } from './schedule';
import { toItemOutcome } from './settleJob';

function fleetOf(room: WaitingRoom, agentId: string): Fleet {
	const fleet = room.fleets.get(agentId) ?? createFleet();
	room.fleets.set(agentId, fleet);
	return fleet;
}

/**
 * Waits for a job that has been started and says what its item gets.
 *
 * @param startedAtMs epoch milliseconds of the start; undefined when it is not known, in which case
 *   the first look is taken at once and the time-out counts from now
 * @returns for a wait that was ended before its job, also what is needed to take it up again
 */
export async function awaitJob(
	room: WaitingRoom,
	ref: JobRef,
	options: WaitOptions,
	startedAtMs?: number,
): Promise<ItemOutcome> {
	const { api, random } = room;
	const clock = room.patience ?? room.clock;
	const countsFromMs = startedAtMs ?? clock.now();
	// Only ages that count from the start can be compared with those of other jobs.
	const fleet = startedAtMs === undefined ? undefined : fleetOf(room, ref.agentId);
	let sample: Sample | undefined;
	const end = await followJob(api, ref, {
		clock,
		random,
		startedAtMs: countsFromMs,
		lookAtOnce: startedAtMs === undefined,
		deadlineAt: countsFromMs + options.timeoutSeconds * 1000,
		pollIntervalMs:
			options.pollIntervalSeconds > 0 ? options.pollIntervalSeconds * 1000 : undefined,
		fleet,
		onSeen: ({ status, progress }, ageMs) => {
			sample = sampleOf({ status, progress, ageMs });
		},
	});
	if (end.outcome === 'finished') fleet?.finished(clock.now() - countsFromMs);
	const outcome = toItemOutcome(ref, options, end);
	if (end.outcome !== 'aborted' || outcome.ok) return outcome;
	const status = end.job?.status ?? ref.status;
	return { ...outcome, unfinished: { ...ref, status, startedAtMs: countsFromMs, options, sample } };
}
