import fc from 'fast-check';
import { priceIn, priceWords } from '../../../nodes/AgentsCode/api/prices';

const agent = { id: 'a' };

it.each([
	[5, '5 credits'],
	[1, '1 credit'],
	[0.5, '0.5 credits'],
	[0, '0 credits'],
	[undefined, 'no price given'],
])('%p reads as %s', (credits, words) => {
	expect(priceWords({ ...agent, credits })).toBe(words);
});

it('what was put into words is found in the words of the picker', () => {
	const credits = fc
		.double({ min: 0, max: 1e6, noNaN: true })
		.map((n) => Math.round(n * 100) / 100);
	const state = fc.constantFrom('', ', inactive', ', in review');
	fc.assert(
		fc.property(fc.string(), credits, state, (name, price, words) => {
			expect(priceIn(`${name} (${priceWords({ ...agent, credits: price })}${words})`)).toBe(price);
		}),
	);
});

it.each([[undefined], [7], [''], ['Event Scheduler'], ['A (no price given)'], ['A (5 credits) B']])(
	'%p holds no price',
	(words) => {
		expect(priceIn(words)).toBeUndefined();
	},
);
