import type { ProgressKind } from './behaviour';

/** Forward, back and forward again, at sixths of the duration. */
const JUMPS = [0, 45, 10, 80, 55, 95];

/**
 * What a job's `progress` field says.
 *
 * @param fraction elapsed part of the duration, 0–1; 1 only for a completed job
 * @returns the field's value; `undefined` leaves the field out
 */
export function progressValue(kind: ProgressKind, fraction: number): unknown {
	if (typeof kind === 'function') return kind(fraction);
	if (typeof kind === 'object') return kind.stuckAt;
	switch (kind) {
		case 'absent':
			return undefined;
		case 'null':
			return null;
		case 'text':
			return `${documentedProgress(fraction)}%`;
		case 'jumps':
			return fraction >= 1 ? 100 : JUMPS[Math.floor(fraction * JUMPS.length)];
		default:
			return documentedProgress(fraction);
	}
}

/** A whole number from 0 to 100, growing evenly over the duration; rounded down, so 100 means completed. */
export function documentedProgress(fraction: number): number {
	return Math.floor(fraction * 100);
}
