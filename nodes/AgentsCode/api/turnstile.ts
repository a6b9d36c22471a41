interface Waiting {
	deadlineAt: number;
	decide: (isAdmitted: boolean) => void;
}

/** Lets a bounded number of holders in; the others queue in the order in which they came. */
export class Turnstile {
	private queue: Waiting[] = [];

	constructor(private free: number) {}

	/** @returns false when sent away, because the turn would not have come before `deadlineAt` */
	async enter(deadlineAt: number): Promise<boolean> {
		if (this.free === 0) {
			return await new Promise((decide) => this.queue.push({ deadlineAt, decide }));
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
}
