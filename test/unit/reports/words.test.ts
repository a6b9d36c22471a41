import {
	countWords,
	daysLeftWords,
	durationWords,
	numberWords,
	rateWords,
	visible,
} from '../../../nodes/AgentsCode/reports/words';

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
	[null, '–'],
	[0, '0 s'],
	[0.44, '0.4 s'],
	[59.94, '59.9 s'],
	[59.96, '1 min 0 s'],
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
	[9999, 'more than ten years'],
])('days left %d: %s', (days, words) => {
	expect(daysLeftWords(days)).toBe(words);
});

it.each([
	['plain', 'plain'],
	['two\nlines\r\n\there', 'two lines here'],
	['\u202eturned\u200b\u0000', 'turned'],
	['Größe & 東京 🚀', 'Größe & 東京 🚀'],
])('%j is seen as %j', (text, seen) => {
	expect(visible(text)).toBe(seen);
});
