import { findAgent } from '../api/agents';
import type { Agent } from '../api/shapes';

export interface Bill {
	/** What the runs cost if all succeed; agents without a price count as nothing. */
	credits: number;
	runs: number;
}

/** Prices may be fractions: without this, 3 × 0.1 would cost more than the 0.3 that are there. */
function rounded(credits: number): number {
	return Math.round(credits * 1e6) / 1e6;
}

function inCredits(count: number): string {
	return count === 1 ? '1 credit' : `${count} credits`;
}

/** What one successful run for each of these agents costs. */
export function billFor(agentIds: readonly string[], agents: readonly Agent[]): Bill {
	const prices = agentIds.map((agentId) => {
		const price = findAgent(agents, agentId)?.credits;
		return typeof price === 'number' && price > 0 ? price : 0;
	});
	const credits = rounded(prices.reduce((sum, price) => sum + price, 0));
	return { credits, runs: agentIds.length };
}

/**
 * @param available credits of the account
 * @returns why the runs can't be paid, in words for the user; undefined when they can
 */
export function creditComplaint({ credits, runs }: Bill, available: number): string | undefined {
	const missing = rounded(credits - available);
	// An account in debt may still run what costs nothing, as far as anyone knows.
	if (missing <= 0 || credits === 0) return undefined;
	const what = runs === 1 ? 'this run costs' : `these ${runs} runs cost`;
	const areMissing = missing === 1 ? 'is missing' : 'are missing';
	const areAvailable = available === 1 ? 'is available' : 'are available';
	return `${inCredits(missing)} ${areMissing}: ${what} ${inCredits(credits)}, and ${available} ${areAvailable}`;
}
