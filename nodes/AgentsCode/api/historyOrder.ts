import { endOf, startOf } from './runDates';
import type { Run } from './shapes';

/** One way in which the history may be ordered, believed until a row contradicts it. */
class Order {
	private last?: number;
	holds = true;

	constructor(
		private readonly dateOf: (run: Run) => number,
		private readonly direction: 'newestFirst' | 'oldestFirst',
	) {}

	see(run: Run): void {
		const at = this.dateOf(run);
		if (Number.isNaN(at)) return;
		const step = at - (this.last ?? at);
		if (this.direction === 'newestFirst' ? step > 0 : step < 0) this.holds = false;
		this.last = at;
	}

	/** True when, in this order, no later row can have started at `atMs` or after. */
	leavesNothingAfter(atMs: number): boolean {
		return this.direction === 'newestFirst' && this.last !== undefined && this.last < atMs;
	}
}

function liesBefore(run: Run, atMs: number): boolean {
	const dates = [startOf(run), endOf(run)].filter((date) => !Number.isNaN(date));
	return dates.length > 0 && dates.every((date) => date < atMs);
}

/**
 * Tells when a walk through the history may end because no later row can have started after a date.
 *
 * The reference does not say how the history is ordered, so the rows themselves must show it: the
 * rest is left unread only if every order that fits what has been seen has nothing more to offer.
 * One row, or equal dates, fit all orders.
 *
 * @param startedAfterMs epoch milliseconds
 * @returns asks for each page's rows in turn; true when no further page is needed
 */
export function reachesBefore(startedAfterMs: number): (runs: readonly Run[]) => boolean {
	const orders = [startOf, endOf].flatMap((dateOf) => [
		new Order(dateOf, 'newestFirst'),
		new Order(dateOf, 'oldestFirst'),
	]);
	return (runs) => {
		for (const order of orders) runs.forEach((run) => order.see(run));
		const possible = orders.filter(({ holds }) => holds);
		return (
			possible.length > 0 &&
			possible.every((order) => order.leavesNothingAfter(startedAfterMs)) &&
			runs.every((run) => liesBefore(run, startedAfterMs))
		);
	};
}
