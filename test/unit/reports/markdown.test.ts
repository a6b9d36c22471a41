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
	expect(markdown).toContain('1 run without a date could not be assigned to a period.');
});

it.each([
	['a mention of Slack', '<!channel> & <@U1>', '‹!channel› ＆ ‹@U1›'],
	['the end of the block', 'a ``` b', 'a ˋˋˋ b'],
	['a table', 'a | b *c* _d_ [e](f)', 'a | b *c* _d_ [e](f)'],
	['lines', 'a\nb', 'a b'],
	['too long', 'A very long name of an agent indeed', 'A very long name of an agen…'],
])('shows %s in a name as text', (_, name, shown) => {
	const [, line] = tableOf(toMarkdown(content([runOf(name)]))) ?? [];
	expect(line.startsWith(`${shown}  `)).toBe(true);
});

it('keeps its columns straight beside wide characters', () => {
	const [, narrow, wide] =
		tableOf(toMarkdown(content([runOf('東京エージェント'), runOf('z')]))) ?? [];
	const cells = (line: string) => line.replace(/^\S+\s+/, '');
	expect(cells(wide)).toBe(cells(narrow));
	expect(wide.length + 8).toBe(narrow.length);
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
