import { documentOf } from '../../bench/document';

const WHOLE = {
	aims: 'A',
	schedule: 'S',
	waiting: '### W\n\nw',
	limit: 'L',
	report: 'R',
	growth: 'G',
	days: 'D',
};

describe('the stored measurements', () => {
	it.each(['aims', 'schedule', 'waiting', 'limit', 'report', 'growth', 'days'] as const)(
		"a run of '%s' alone renews that section and leaves the others",
		(part) => {
			const renewed = documentOf({ [part]: 'new' }, documentOf(WHOLE));
			expect(renewed).toBe(documentOf({ ...WHOLE, [part]: 'new' }));
		},
	);

	it('a first part begins the document, a later one takes its place in it', () => {
		const first = documentOf({ report: 'R' });
		expect(documentOf({ waiting: 'W' }, first)).toBe(documentOf({ waiting: 'W', report: 'R' }));
	});

	it('figures of two machines are not put side by side', () => {
		const elsewhere = documentOf(WHOLE).replace(/\d+ cores/, '1000 cores');
		expect(() => documentOf({ report: 'R' }, elsewhere)).toThrow('another machine');
	});
});
