import fc from 'fast-check';
import { parseRetryAfter } from '../../../nodes/AgentsCode/api/retryAfter';

const NOW = Date.UTC(2026, 10, 23, 12, 0, 0);

describe('seconds', () => {
	it.each<[string | string[], number]>([
		['0', 0],
		['1', 1000],
		['  120 ', 120_000],
		['1.5', 1500],
		['007', 7000],
		['-5', 0],
		[['3', '60'], 3000],
		['99999999999999999999999', Number.MAX_SAFE_INTEGER],
		['9'.repeat(400), Number.MAX_SAFE_INTEGER],
	])('%j', (header, delayMs) => {
		expect(parseRetryAfter(header, NOW)).toBe(delayMs);
	});
});

describe('an HTTP-date', () => {
	it.each([
		['Mon, 23 Nov 2026 12:00:30 GMT', 30_000],
		['Monday, 23-Nov-26 12:00:30 GMT', 30_000],
		['Mon Nov 23 12:00:30 2026', 30_000],
		['Tue Dec  1 12:00:00 2026', 8 * 86_400_000],
		['Mon, 23 Nov 2026 12:00:60 GMT', 59_000],
		['Mon, 23 Nov 2026 11:59:59 GMT', 0],
		['Sunday, 06-Nov-94 08:49:37 GMT', 0],
		['Thursday, 01-Jan-70 00:00:00 GMT', Date.UTC(2070, 0, 1) - NOW],
		['Wednesday, 01-Jan-76 00:00:00 GMT', Date.UTC(2076, 0, 1) - NOW],
		['Saturday, 01-Jan-77 00:00:00 GMT', 0],
		['Tue, 29 Feb 2028 00:00:00 GMT', Date.UTC(2028, 1, 29) - NOW],
	])('%s', (header, delayMs) => {
		expect(parseRetryAfter(header, NOW)).toBe(delayMs);
	});

	it('is read by the clock of the service that wrote it', () => {
		const header = 'Mon, 23 Nov 2026 15:00:05 GMT';
		expect(parseRetryAfter(header, NOW, 'Mon, 23 Nov 2026 15:00:00 GMT')).toBe(5000);
		expect(parseRetryAfter(header, NOW, ' Mon, 23 Nov 2026 15:00:01 GMT ')).toBe(4000);
		expect(parseRetryAfter(header, NOW, 'no date')).toBe(3 * 3_600_000 + 5000);
	});
});

describe('what says nothing', () => {
	it.each<[string | string[] | undefined]>([
		[undefined],
		[''],
		['  '],
		[[]],
		['1 monkey'],
		['soon'],
		['1e3'],
		['0x10'],
		['1,5'],
		['+5'],
		['Infinity'],
		['NaN'],
		['2026-11-23T12:00:30Z'],
		['Mon, 23 Nov 2026 12:00:30'],
		['Mon, 23 Nov 2026 12:00:30 CET'],
		['Mon, 31 Feb 2026 12:00:30 GMT'],
		['Mon, 00 Nov 2026 12:00:30 GMT'],
		['Mon, 23 Nov 2026 25:00:00 GMT'],
		['Mon, 23 Nov 2026 12:60:00 GMT'],
		['Mon, 23 Nov 2026 12:00:61 GMT'],
		['Foo, 23 Nov 2026 12:00:30 GMT'],
	])('%j', (header) => {
		expect(parseRetryAfter(header, NOW)).toBeUndefined();
	});
});

describe('whatever the header', () => {
	it('the delay is undefined, or finite and not negative', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (header, date) => {
				const delayMs = parseRetryAfter(header, NOW, date) ?? 0;
				expect(Number.isFinite(delayMs) && delayMs >= 0).toBe(true);
			}),
		);
	});

	it('every date that is written is read', () => {
		const max = Date.UTC(9999, 11, 31);
		fc.assert(
			fc.property(
				fc.date({ min: new Date(NOW), max: new Date(max), noInvalidDate: true }),
				(at) => {
					const wholeSecond = Math.floor(at.getTime() / 1000) * 1000;
					expect(parseRetryAfter(at.toUTCString(), NOW)).toBe(Math.max(0, wholeSecond - NOW));
				},
			),
		);
	});
});
