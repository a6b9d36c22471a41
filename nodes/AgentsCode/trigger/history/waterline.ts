import type { RowFacts } from './rowFacts';

/** So many rows in a row must be older than the line: a single broken date proves nothing. */
const PROOF_ROWS = 8;
const DAY_MS = 86_400_000;

/** Tells when a walk has come below the look-back, by the dates of the rows it meets. */
export class Waterline {
	/** The newest date met, by the service's clock. */
	newestMs: number | undefined;
	/** The line was reached: rows further down are older, whether ordered by start or by end. */
	isBelow = false;
	/** A day below the line. */
	isFarBelow = false;
	private streak = 0;
	private farStreak = 0;

	/**
	 * @param floorMs the line, by the service's clock
	 * @param lookBackMs instead of a line: so long before the newest row met
	 */
	constructor(
		private readonly floorMs: number | undefined,
		private readonly lookBackMs: number | undefined,
	) {}

	note({ latestMs, isFinished }: RowFacts): void {
		if (latestMs === undefined) return;
		this.newestMs = Math.max(this.newestMs ?? latestMs, latestMs);
		const floorMs = this.lookBackMs === undefined ? this.floorMs : this.newestMs - this.lookBackMs;
		// A run that is still open has an old date and no end: it says nothing about its neighbours.
		if (floorMs === undefined || !isFinished) return;
		this.streak = latestMs < floorMs ? this.streak + 1 : 0;
		this.farStreak = latestMs < floorMs - DAY_MS ? this.farStreak + 1 : 0;
		this.isBelow ||= this.streak >= PROOF_ROWS;
		this.isFarBelow ||= this.farStreak >= PROOF_ROWS;
	}
}
