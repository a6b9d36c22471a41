import * as fc from 'fast-check';
import { toMarkdown } from '../../../nodes/AgentsCode/reports/markdown';
import { content, runOf } from './content';

const RUNS = [
	runOf('Event Scheduler'),
	runOf('Event Scheduler', { duration: 200, creditsUsed: 1000.5 }),
	runOf('Invoice Reader', { creditsUsed: 0.5, duration: 0.25 }),
	runOf('Invoice Reader', { status: 'failed', creditsUsed: 0, duration: null }),
];

const tableOf = (markdown: string) => /^```\n([\s\S]*?)\n```$/m.exec(markdown)?.[1].split('\n');

it('tells title, period, figures and balance', () => {
	expect(toMarkdown(content(RUNS))).toBe(
		[
			'*AgentsCode usage report*',
			'2026-05-25 to 2026-05-31 14:30 (Europe/Berlin)',
			'```\n' +
				[
					'Agent            Credits  Runs  Failed  Success     Average         95%',
					'Event Scheduler  1,005.5     2       0     100%  1 min 41 s  3 min 20 s',
					'Invoice Reader       0.5     2       1      50%       0.3 s       0.3 s',
					'Total              1,006     4       1      75%   1 min 7 s  3 min 20 s',
				].join('\n') +
				'\n```',
			'100 credits available. At this rate they last less than a day.',
		].join('\n\n'),
	);
});

it('has the columns that are needed', () => {
	const statuses = ['completed', 'cancelled', 'active'];
	const runs = statuses.map((status) => runOf('a', { status }));
	const [head] = tableOf(toMarkdown(content(runs))) ?? [];
	expect(head.split(/\s+/)).toEqual([
		'Agent',
		'Credits',
		'Runs',
		'Cancelled',
		'Unfinished',
		'Success',
		'Average',
		'95%',
	]);
});

it('has no total below all runs together', () => {
	const lines = tableOf(toMarkdown(content(RUNS, 'none'))) ?? [];
	expect(lines.map((line) => line.split(/\s/)[0])).toEqual(['Group', 'all']);
});

it('says so when there is nothing to tell', () => {
	const markdown = toMarkdown(content([]));
	expect(markdown).toContain('No runs in this period.');
	expect(markdown).not.toContain('```');
	expect(markdown).toMatch(/100 credits available\.$/);
});

it('says that runs without a date are missing', () => {
	const markdown = toMarkdown(content([runOf('a'), runOf('a', { startedAt: null })]));
	expect(markdown).toMatch(/\.\n\n1 run without a date could not be assigned to a period\.$/);
});

it.each([
	['a mention of Slack', '<!channel> & <@U1>', '‹!channel› ＆ ‹@U1›'],
	['the end of the block', 'a ``` b', 'a ˋˋˋ b'],
	['a table', 'a | b *c* _d_ [e](f)', 'a | b *c* _d_ [e](f)'],
	['lines', 'a\nb', 'a b'],
	['just short enough', 'A very long name of an agent', 'A very long name of an agent'],
	['too long by words', 'A very long name of agents and more', 'A very long name of agents…'],
	['too long', 'A very long name of an agent indeed', 'A very long name of an agen…'],
])('shows %s in a name as text', (_, name, shown) => {
	const [, line] = tableOf(toMarkdown(content([runOf(name)]))) ?? [];
	expect(line.startsWith(`${shown}  `)).toBe(true);
});

it.each([
	['East Asian', '東京エージェント', 16],
	['a flag', '🇩🇪', 2],
	['a family', '👨\u200d👩\u200d👧', 2],
	['an accent of its own', 'e\u0301', 1],
	['read from the right', 'סוכן', 4],
])('keeps its columns straight beside characters that are %s', (_, name, columns) => {
	const plain = 'z'.repeat(16);
	const lines = tableOf(toMarkdown(content([runOf(name), runOf(plain)]))) ?? [];
	const spacesBehind = (start: string) => {
		const line = lines.find((each) => each.startsWith(start)) ?? '';
		return /^\u200e?( +)\S/.exec(line.slice(start.length))?.[1].length;
	};
	expect(spacesBehind(name)).toBe((spacesBehind(plain) ?? NaN) + 16 - columns);
});

it('keeps the figures to the right of a name that is read from the right', () => {
	const [, line] = tableOf(toMarkdown(content([runOf('סוכן מחקר')]))) ?? [];
	expect(line).toMatch(/^סוכן מחקר\u200e +\d/);
	expect(toMarkdown(content([runOf('plain')]))).not.toContain('\u200e');
});

it.each([
	[1, '1 credit available. At this rate they last'],
	[0, '0 credits available.'],
	[-5, '-5 credits available.'],
])('tells a balance of %d', (available, words) => {
	const told = toMarkdown({ ...content(RUNS), balance: { available, used: 1 }, daysLeft: 0.5 });
	expect(told.split('\n').at(-1)).toMatch(new RegExp(`^${words.replaceAll('.', '\\.')}`));
	expect(told.includes('At this rate')).toBe(available > 0);
});

it('is one block of straight lines, whatever the names', () => {
	const names = fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 8 });
	fc.assert(
		fc.property(names, (words) => {
			const markdown = toMarkdown(content(words.map((agent) => runOf(agent))));
			expect(markdown.split('```')).toHaveLength(3);
			expect(markdown).not.toMatch(/[<>&]/);
			const lines = tableOf(markdown) ?? [];
			expect(lines).toHaveLength(new Set(words).size + 2);
		}),
	);
});
