/** What this process knows of a trigger's polls. */
interface Attempts {
	isRunning: boolean;
	lastAtMs?: number;
}

const attempts = new Map<string, Attempts>();

export interface PollTurn {
	/** When this process last began a poll of this trigger, whatever became of it. */
	previousAtMs?: number;
	leave(): void;
}

/**
 * Lets one poll of a trigger run at a time: n8n starts the next one even while the last one is still
 * under way, and both would report the same runs.
 *
 * @param key workflow and node
 * @returns undefined while another poll is under way
 */
export function enterPoll(key: string, nowMs: number): PollTurn | undefined {
	const own = attempts.get(key) ?? { isRunning: false };
	if (own.isRunning) return undefined;
	const previousAtMs = own.lastAtMs;
	attempts.set(key, { isRunning: true, lastAtMs: nowMs });
	return { previousAtMs, leave: () => attempts.set(key, { isRunning: false, lastAtMs: nowMs }) };
}
