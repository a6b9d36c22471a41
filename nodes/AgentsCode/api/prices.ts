import type { Agent } from './shapes';

/** An agent's price per successful run, as the picker shows it behind the name. */
export function priceWords({ credits }: Agent): string {
	if (typeof credits !== 'number') return 'no price given';
	return credits === 1 ? '1 credit' : `${credits} credits`;
}

/**
 * Finds the price in the picker's words for an agent, which a workflow keeps with the choice. It
 * needs no request, but is as old as the choice.
 */
export const PRICE_PATTERN = /\((\d+(?:\.\d+)?) credits?(?:, [^()]*)?\)$/;

/** @returns credits per run; undefined when the words hold no price */
export function priceIn(words: unknown): number | undefined {
	const found = typeof words === 'string' ? PRICE_PATTERN.exec(words) : null;
	return found === null ? undefined : Number(found[1]);
}
