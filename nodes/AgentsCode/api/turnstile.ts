interface Waiting {
	place: number;
	deadlineAt: number;
	decide: (isAdmitted: boolean) => void;
}

/** Lets a bounded number of holders in; the others queue in the order of their places. */
export class Turnstile {
	private queue: Waiting[] = [];

	constructor(private free: number) {}

	/**
	 * @param place in line, the lower the sooner; its end unless told
	 * @returns false when sent away, because the turn would not have come before `deadlineAt`
	 */
	async enter(deadlineAt: number, place = Infinity): Promise<boolean> {
		if (this.free === 0) {
			return await new Promise((decide) => this.lineUp({ place, deadlineAt, decide }));
		}
		this.free--;
		return true;
	}

	leave(): void {
		const next = this.queue.shift();
		if (next) next.decide(true);
		else this.free++;
	}

	/** Sends away everybody whose deadline lies before `atMs`. */
	sendAway(atMs: number): void {
		const late = this.queue.filter(({ deadlineAt }) => deadlineAt < atMs);
		this.queue = this.queue.filter((each) => !late.includes(each));
		for (const { decide } of late) decide(false);
	}

	/** From the end, where almost all belong. */
	private lineUp(waiting: Waiting): void {
		let index = this.queue.length;
		while (index > 0 && this.queue[index - 1].place > waiting.place) index--;
		this.queue.splice(index, 0, waiting);
	}
}
