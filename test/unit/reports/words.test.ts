import {
	countWords,
	daysLeftWords,
	durationWords,
	numberWords,
	periodWords,
	rateWords,
	roughWords,
	visible,
} from '../../../nodes/AgentsCode/reports/words';
import { openZone } from '../../../nodes/AgentsCode/reports/zone';

it.each([
	[0, '0'],
	[0.1, '0.1'],
	[1234.5, '1,234.5'],
	[1e6, '1,000,000'],
])('number %d: %s', (value, words) => {
	expect(numberWords(value)).toBe(words);
});

it.each([
	[0, '0 runs'],
	[1, '1 run'],
	[1200, '1,200 runs'],
])('count %d: %s', (count, words) => {
	expect(countWords(count, 'run')).toBe(words);
});

it.each([
	[null, '–'],
	[0, '0%'],
	[0.9167, '91.7%'],
	[0.9999, '99.9%'],
	[1, '100%'],
])('rate %d: %s', (rate, words) => {
	expect(rateWords(rate)).toBe(words);
});

it.each([
	[0, '0'],
	[0.01, 'less than 0.1'],
	[0.05, '0.1'],
	[264.58, '264.6'],
])('roughly %d: %s', (value, words) => {
	expect(roughWords(value)).toBe(words);
});

it.each([
	[null, '–'],
	[0, '0 s'],
	[0.44, '0.4 s'],
	[59.94, '59.9 s'],
	[59.95, '1 min 0 s'],
	[200, '3 min 20 s'],
	[3599.6, '1 h 0 min'],
	[7500, '2 h 5 min'],
	[86_400, '24 h 0 min'],
])('duration %d: %s', (seconds, words) => {
	expect(durationWords(seconds)).toBe(words);
});

it.each([
	[0, 'less than a day'],
	[0.9, 'less than a day'],
	[1, 'about 1 day'],
	[2.5, 'about 2.5 days'],
	[12.6, 'about 13 days'],
	[3650, 'about 3,650 days'],
	[9999, 'more than ten years'],
])('days left %d: %s', (days, words) => {
	expect(daysLeftWords(days)).toBe(words);
});

it.each([
	['plain', 'plain'],
	['two\nlines\r\n\there', 'two lines here'],
	['\u202eturned\u200b\u0000', 'turned'],
	['Größe & 東京 🚀', 'Größe & 東京 🚀'],
	['👨\u200d👩\u200d👧 می\u200cخواهم', '👨\u200d👩\u200d👧 می\u200cخواهم'],
])('%j is seen as %j', (text, seen) => {
	expect(visible(text)).toBe(seen);
});

it.each([
	['2026-05-01T00:00+02:00', '2026-06-01T00:00+02:00', '2026-05-01 to 2026-05-31 (Europe/Berlin)'],
	['2026-05-31T00:00+02:00', '2026-06-01T00:00+02:00', '2026-05-31 (Europe/Berlin)'],
	[
		'2026-05-25T00:00+02:00',
		'2026-05-31T14:30+02:00',
		'2026-05-25 to 2026-05-31 14:30 (Europe/Berlin)',
	],
	[
		'2026-03-28T08:00+01:00',
		'2026-03-30T00:00+02:00',
		'2026-03-28 08:00 to 2026-03-29 (Europe/Berlin)',
	],
])('period from %s to %s: %s', (from, to, words) => {
	const period = { fromMs: Date.parse(from), toMs: Date.parse(to) };
	expect(periodWords(period, openZone('Europe/Berlin'))).toBe(words);
});
