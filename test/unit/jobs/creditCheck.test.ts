import fc from 'fast-check';
import { billFor, creditComplaint } from '../../../nodes/AgentsCode/jobs/creditCheck';

const agents = [
	{ id: 'a1', name: 'writer', credits: 5 },
	{ id: 'a2', displayName: 'Captioner', credits: 0.1 },
	{ id: 'a3' },
	{ id: 'a4', credits: -7 },
	{ id: 'a5', credits: Number.NaN },
	{ id: 'a6', credits: '5' as unknown as number },
];

describe('billFor', () => {
	it.each([
		[[], 0],
		[['a1'], 5],
		[['a1', 'a1', 'a1'], 15],
		[['writer'], 5],
		[['Captioner', 'a2', 'a2'], 0.3],
		[['a3', 'a1'], 5],
		[['nobody knows it', 'a1'], 5],
		[['a4', 'a5', 'a6'], 0],
	])('%j cost %d credits', (agentIds, credits) =>
		expect(billFor(agentIds, agents)).toEqual({ credits, runs: agentIds.length }),
	);

	it('is exact for prices in hundredths, however many', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 10_000 }),
				fc.integer({ min: 1, max: 200 }),
				(hundredths, runs) => {
					const priced = [{ id: 'a', credits: hundredths / 100 }];
					const bill = billFor(new Array<string>(runs).fill('a'), priced);
					expect(bill.credits).toBe((hundredths * runs) / 100);
					expect(creditComplaint(bill, (hundredths * runs) / 100)).toBeUndefined();
				},
			),
		);
	});
});

describe('creditComplaint', () => {
	it.each([
		[{ credits: 5, runs: 1 }, 5, undefined],
		[{ credits: 0, runs: 3 }, 0, undefined],
		[
			{ credits: 5, runs: 1 },
			4,
			'1 credit is missing: this run costs 5 credits, and 4 are available',
		],
		[
			{ credits: 5, runs: 1 },
			1,
			'4 credits are missing: this run costs 5 credits, and 1 is available',
		],
		[
			{ credits: 25, runs: 5 },
			0,
			'25 credits are missing: these 5 runs cost 25 credits, and 0 are available',
		],
		[
			{ credits: 0.3, runs: 3 },
			0.1,
			'0.2 credits are missing: these 3 runs cost 0.3 credits, and 0.1 are available',
		],
		[
			{ credits: 5, runs: 1 },
			-3,
			'8 credits are missing: this run costs 5 credits, and -3 are available',
		],
	])('%j against %d', (bill, available, complaint) =>
		expect(creditComplaint(bill, available)).toBe(complaint),
	);

	it('an account in debt does not block runs without a price', () => {
		expect(creditComplaint({ credits: 0, runs: 2 }, -3)).toBeUndefined();
	});
});
