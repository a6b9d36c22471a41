import fc from 'fast-check';
import { Turnstile } from '../../../nodes/AgentsCode/api/turnstile';

/** Enters one after another; tells what has become of each, in order of decision. */
function queueAt(turnstile: Turnstile) {
	const decided: string[] = [];
	return {
		decided,
		enter: (name: string, deadlineAt = Infinity) => {
			void turnstile.enter(deadlineAt).then((isAdmitted) => {
				decided.push(`${name}${isAdmitted ? '' : ' away'}`);
			});
		},
		settled: async () => {
			for (let turn = 0; turn < 20; turn++) await Promise.resolve();
			return decided.splice(0).join(', ');
		},
	};
}

describe('a turnstile', () => {
	it('lets in as many as there is room for, then one for each that leaves, in their order', async () => {
		const turnstile = new Turnstile(2);
		const { enter, settled } = queueAt(turnstile);
		['a', 'b', 'c', 'd'].forEach((name) => enter(name));
		expect(await settled()).toBe('a, b');
		turnstile.leave();
		expect(await settled()).toBe('c');
		turnstile.leave();
		expect(await settled()).toBe('d');
		turnstile.leave();
		turnstile.leave();
		enter('e');
		enter('f');
		enter('g');
		expect(await settled()).toBe('e, f');
	});

	it('sends away those who can not wait until then, and nobody else', async () => {
		const turnstile = new Turnstile(1);
		const { enter, settled } = queueAt(turnstile);
		enter('inside', 0);
		enter('early', 99);
		enter('just', 100);
		enter('earlier', 50);
		enter('late', 101);
		expect(await settled()).toBe('inside');
		turnstile.sendAway(100);
		expect(await settled()).toBe('early away, earlier away');
		turnstile.leave();
		expect(await settled()).toBe('just');
		turnstile.leave();
		expect(await settled()).toBe('late');
	});

	it('gives everybody an answer, and never lets in more than there is room for', async () => {
		const step = fc.oneof(
			fc.integer({ min: 0, max: 20 }).map((deadlineAt) => ({ deadlineAt })),
			fc.constant('leave' as const),
			fc.integer({ min: 0, max: 20 }).map((atMs) => ({ atMs })),
		);
		const isIn = (word: string) => !word.endsWith(' away');
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(step), async (room, steps) => {
				const turnstile = new Turnstile(room);
				const { enter, settled } = queueAt(turnstile);
				let entered = 0;
				let answered = 0;
				let inside = 0;
				const count = async () => {
					const words = (await settled()).split(', ').filter((word) => word !== '');
					answered += words.length;
					inside += words.filter(isIn).length;
					expect(inside).toBeLessThanOrEqual(room);
				};
				for (const what of steps) {
					if (what === 'leave') {
						if (inside === 0) continue;
						inside--;
						turnstile.leave();
					} else if ('atMs' in what) turnstile.sendAway(what.atMs);
					else enter(`n${entered++}`, what.deadlineAt);
					await count();
				}
				while (answered < entered) {
					inside--;
					turnstile.leave();
					await count();
				}
				expect(answered).toBe(entered);
			}),
		);
	});
});
