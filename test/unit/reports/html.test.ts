import * as fc from 'fast-check';
import { escapeHtml } from '../../../nodes/AgentsCode/reports/escapeHtml';
import { toHtml } from '../../../nodes/AgentsCode/reports/html';
import { visible } from '../../../nodes/AgentsCode/reports/words';
import { content, runOf } from './content';

const RUNS = [
	runOf('Event Scheduler', { creditsUsed: 60 }),
	runOf('Invoice Reader', { creditsUsed: 15, duration: 0.25 }),
	runOf('Site Monitor', { creditsUsed: 0.1 }),
	runOf('Legacy Translator', { status: 'failed', creditsUsed: 0 }),
];

/** What a reader sees, a line for each piece of text. */
function textOf(html: string): string[] {
	return html
		.replace(/<title>.*?<\/title>/, '')
		.split(/<[^>]*>/)
		.map((text) => text.replaceAll('&nbsp;', '').replaceAll('\u00a0', ' ').trim())
		.filter((text) => text !== '');
}

const barsOf = (html: string) =>
	[...html.matchAll(/<td width="(\d+)%"[^>]*background:#/g)].map(([, width]) => Number(width));

const tagsOf = (html: string) => [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag);

it('tells the sums, the balance, and each row', () => {
	const text = textOf(toHtml(content(RUNS)));
	expect(text.slice(0, 2)).toEqual([
		'AgentsCode usage report',
		'2026-05-25 to 2026-05-31 14:30 (Europe/Berlin)',
	]);
	expect(text.join('|')).toContain('Credits used|75.1|11.4 per day|');
	expect(text.join('|')).toContain('Credits available|100|about 8.8 days at this rate|');
	expect(text.join('|')).toContain('Runs|4|3 completed, 1 failed|');
	expect(text.join('|')).toContain('Success rate|75%|of finished runs|');
	expect(text.join('|')).not.toContain('only in the total');
	expect(text.join('|')).toContain(
		'Event Scheduler|60|1 completed · 100% successful · 2 s on average · 95% within 2 s|',
	);
	expect(text.join('|')).toContain('Total|75.1|3 completed, 1 failed · 75% successful');
});

it('has a bar per row, as long as its credits; any credits are seen', () => {
	expect(barsOf(toHtml(content(RUNS)))).toEqual([100, 25, 1]);
});

it('has no bars where no credits were used', () => {
	const html = toHtml(content([runOf('a', { creditsUsed: 0 })]));
	expect(barsOf(html)).toEqual([]);
	expect(textOf(html).join('|')).toContain('Credits used|0|Credits available|100|Runs|');
});

it('leaves out rates and durations that no run tells', () => {
	const runs = [
		runOf('a', { status: 'active', creditsUsed: 0, duration: null }),
		runOf('b', { status: 'failed', creditsUsed: 3, duration: null }),
	];
	const text = textOf(toHtml(content(runs))).join('|');
	expect(text).toContain('b|3|1 failed · 0% successful|');
	expect(text).toContain('a|0|1 unfinished|');
	expect(text).not.toContain('on average');
});

it('has no total below all runs together', () => {
	const text = textOf(toHtml(content(RUNS, 'none')));
	const details = '3 completed, 1 failed · 75% successful · 1.6 s on average · 95% within 2 s';
	expect(text.slice(-3)).toEqual(['all', '75.1', details]);
});

it.each([0, -5])('tells of no time that %i credits would last', (available) => {
	const empty = { ...content(RUNS), balance: { available, used: 150 }, daysLeft: 0 };
	expect(toHtml(empty)).not.toContain('at this rate');
});

it('says so when there is nothing to tell', () => {
	const html = toHtml(content([]));
	expect(html).toContain('No runs in this period.');
	expect(html).not.toContain('Total');
});

it('shows days without runs', () => {
	const text = textOf(toHtml(content(RUNS, 'day'))).join('|');
	expect(text).toContain('2026-05-28|0|no runs|2026-05-29|75.1|');
});

it('is short enough for a mail, whatever the groups: the rest is in the total', () => {
	const agents = Array.from({ length: 130 }, (_, i) => runOf(`agent ${i}`, { creditsUsed: i }));
	const html = toHtml(content(agents));
	const text = textOf(html).join('|');
	expect(html.length).toBeLessThan(100_000);
	expect(text).toContain('|agent 129|129|');
	expect(text).not.toContain('|agent 29|');
	expect(text).toContain('Total|8,385|130 completed');
	expect(text).toContain('30 agents with no more credits than these are only in the total.');
});

it('leaves out none of a hundred groups', () => {
	const agents = Array.from({ length: 100 }, (_, i) => runOf(`agent ${i}`, { creditsUsed: i }));
	const text = textOf(toHtml(content(agents))).join('|');
	expect(text).toContain('|agent 0|0|');
	expect(text).not.toContain('only in the total');
});

it('shows the newest of many days', () => {
	const report = content(RUNS, 'day');
	const [day] = report.report.groups;
	report.report.groups = Array.from({ length: 150 }, (_, i) => ({ ...day, group: `day ${i}` }));
	const text = textOf(toHtml(report)).join('|');
	expect(text).toContain('|day 149|');
	expect(text).toContain('|day 50|');
	expect(text).not.toContain('|day 49|');
	expect(text).toContain('The 50 days before these are only in the total.');
});

it('says that runs without a date are missing', () => {
	const html = toHtml(content([runOf('a', { startedAt: null }), runOf('b', { startedAt: '?' })]));
	expect(html).toContain('2 runs without a date could not be assigned to a period.');
});

it('needs nothing from elsewhere, and runs nothing', () => {
	const html = toHtml(content(RUNS));
	expect(html).not.toMatch(/<(script|style|link|img|iframe|svg|object|form|base|a)\b/i);
	expect(html).not.toMatch(/\b(src|href|on\w+|background)\s*=/i);
	expect(html).not.toMatch(/url\(|@import|https?:|class=/i);
});

it('closes every tag it opens', () => {
	const open: string[] = [];
	for (const tag of tagsOf(toHtml(content(RUNS)))) {
		const [, slash, name] = /^<(\/?)(!?\w+)/.exec(tag) ?? [];
		if (['!doctype', 'meta'].includes(name)) continue;
		if (slash === '') open.push(name);
		else expect(open.pop()).toBe(name);
	}
	expect(open).toEqual([]);
});

it('leaves the colours of text and page to the reader', () => {
	const html = toHtml(content(RUNS));
	expect(html).toContain('<meta name="color-scheme" content="light dark">');
	expect(html).not.toMatch(/[;"]color:/);
	expect(html).not.toMatch(/<(body|html)[^>]*background/);
});

describe('values from outside', () => {
	it.each([
		['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
		[`"onload='x'`, '&quot;onload=&#39;x&#39;'],
		['a & b', 'a &amp; b'],
		['&lt;', '&amp;lt;'],
	])('%s is written %s', (text, escaped) => {
		expect(escapeHtml(text)).toBe(escaped);
		expect(toHtml(content([runOf(text)]))).toContain(`>${escaped}</th>`);
	});

	it('never change the page around them', () => {
		const parts = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.constantFrom('<b>', '</table>', '"', "'", '<!--', '-->', '&', '<script', ']]>', '\u2028'),
		);
		const names = fc.array(parts, { minLength: 1, maxLength: 6 }).map((list) => list.join(''));
		const plainTags = tagsOf(toHtml(content([runOf('plain')])));
		fc.assert(
			fc.property(names, (name) => {
				const html = toHtml(content([runOf(name)]));
				expect(tagsOf(html)).toEqual(plainTags);
				const unescaped = html
					.replaceAll('&lt;', '<')
					.replaceAll('&gt;', '>')
					.replaceAll('&quot;', '"')
					.replaceAll('&#39;', "'")
					.replaceAll('&amp;', '&');
				expect(unescaped).toContain(name.trim() === '' ? '(no agent)' : visible(name));
			}),
		);
	});
});
