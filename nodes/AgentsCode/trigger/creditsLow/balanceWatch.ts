import { isRecord, type Balance } from '../../api/shapes';

/** What the trigger remembers of the balance between two polls. Plain JSON: n8n stores it. */
export interface BalanceState {
	version: 1;
	/** Whose balance it is: the id of the credential. */
	scope: string;
	/** Whether the credits were below the threshold, which was then reported. */
	isLow: boolean;
	/** Credits used by then; null when the service did not tell. */
	used: number | null;
	available: number;
	/** This machine's clock at that poll. */
	polledAtMs: number;
}

/** Whether a stored value is this version's state, whole and sound; nothing else is believed. */
export function isBalanceState(value: unknown): value is BalanceState {
	return (
		isRecord(value) &&
		value.version === 1 &&
		typeof value.scope === 'string' &&
		typeof value.isLow === 'boolean' &&
		(value.used === null || Number.isFinite(value.used)) &&
		[value.available, value.polledAtMs].every(Number.isFinite)
	);
}

/** Credits that were used since a state; one that counts anew, each month perhaps, was set to zero. */
function usedSince(state: BalanceState, used: number | null): number {
	if (state.used === null || used === null) return 0;
	return used >= state.used ? used - state.used : used;
}

/**
 * Whether the credits can have reached the threshold and fallen again since a state: all that was
 * bought came first, and was used after. Then more was bought than was needed to get there.
 */
function canHaveRisen(state: BalanceState, now: Reading, threshold: number): boolean {
	// Credits that were given back, as for a run that failed after all: nothing was bought.
	if (now.used !== null && now.available + now.used === state.available + (state.used ?? NaN)) {
		return false;
	}
	const used = usedSince(state, now.used);
	const wereBought = now.available - state.available + used;
	return wereBought > 0 && state.available + wereBought >= threshold;
}

type Reading = Pick<BalanceState, 'available' | 'used'>;

export function readingOf({ available, used }: Balance): Reading {
	return { available, used: Number.isFinite(used) ? used : null };
}

/**
 * Decides whether credits have become low: once when they fall below the threshold, and again only
 * after they have risen to it. Credits that are low from the first have fallen by then.
 *
 * n8n does not save what a poll learns without firing. A state that is older than the last poll
 * therefore may not know that the credits rose in between; that is then inferred from what was used.
 *
 * @param state of the last poll, or an older one; undefined at first
 * @param isGapless whether `state` is that of the last poll
 */
export function hasBecomeLow(
	state: BalanceState | undefined,
	now: Reading,
	threshold: number,
	isGapless: boolean,
): boolean {
	if (now.available >= threshold) return false;
	if (state === undefined || !state.isLow) return true;
	return !isGapless && canHaveRisen(state, now, threshold);
}
