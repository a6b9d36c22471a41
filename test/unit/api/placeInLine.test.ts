import { Turnstile } from '../../../nodes/AgentsCode/api/turnstile';
import { refusal, refusingService } from '../../support/refusingService';

const inOrder = (count: number) => Array.from({ length: count }, (_, name) => name);

describe('who was refused', () => {
	it('is sent again before those who came later', async () => {
		const { clock, crowd, order } = refusingService(
			(_, count) => (count === 3 ? refusal(1000) : undefined),
			4,
		);
		await clock.run(crowd(60));
		expect(order.indexOf(2, 3)).toBeLessThan(12);
	});

	it('together with others comes back in their order', async () => {
		const { clock, crowd, order } = refusingService(
			(atMs) => (atMs < 10 ? refusal(1000) : undefined),
			8,
		);
		await clock.run(crowd(40));
		const again = order.slice(8);
		expect(again.filter((name) => name < 8)).toEqual(inOrder(8));
		expect(again.indexOf(7)).toBeLessThan(10);
	});
});

describe('a turnstile', () => {
	it('lets in by place, and those without one last, as they came', async () => {
		const turnstile = new Turnstile(1);
		await turnstile.enter(Infinity, 0);
		const entered: string[] = [];
		const lineUp = (name: string, place?: number) =>
			void turnstile.enter(Infinity, place).then(() => {
				entered.push(name);
				turnstile.leave();
			});
		lineUp('last');
		lineUp('very last');
		lineUp('fifth', 5);
		lineUp('third', 3);
		lineUp('fourth', 4);
		turnstile.leave();
		for (let turn = 0; turn < 30; turn++) await Promise.resolve();
		expect(entered).toEqual(['third', 'fourth', 'fifth', 'last', 'very last']);
	});
});
