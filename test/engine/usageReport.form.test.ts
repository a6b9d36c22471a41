import type { INodeParameters } from 'n8n-workflow';
import { errorOf, outputOf } from './harness';
import { may, openReports, ROWS } from './usageReports';

const { emulator, run: runNode, figures } = openReports();

describe('the written reports', () => {
	it.each([
		['markdown', /^\*AgentsCode usage report\*[\s\S]*```\nAgent +Credits/],
		['html', /^<!doctype html>[\s\S]*<\/html>$/],
	])('%s: one item, with totals and balance', async (format, form) => {
		emulator.seedHistory(ROWS);
		const [item, ...others] = await figures(may({ format }));
		expect(others).toEqual([]);
		expect(Object.keys(item)).toEqual(['report', 'totals', 'balance', 'from', 'to']);
		expect(item.report).toMatch(form);
		expect(item.report).toContain('YouTube Transcription');
		expect(item).toMatchObject({
			totals: { runs: 6, completed: 4, failed: 1, cancelled: 1, creditsUsed: 6.3 },
			balance: { available: 1000, used: 50, daysLeft: 4920.6 },
			from: '2026-05-01T00:00:00.000+02:00',
			to: '2026-06-01T00:00:00.000+02:00',
		});
	});

	it.each(['markdown', 'html'])('%s: there is one even without runs', async (format) => {
		const [item] = await figures(may({ format }));
		expect(item.report).toContain('No runs in this period.');
		expect(item.balance).toMatchObject({ daysLeft: null });
	});

	it('are not written without the balance', async () => {
		emulator.fault({ route: 'getBalance', times: Infinity, kind: 'status', status: 403 });
		const run = await runNode([{}], may({ format: 'html' }));
		expect(errorOf(run)?.message).toMatch(/^Could not get the balance: /);
	});
});

describe('the form', () => {
	it.each<[string, INodeParameters, string]>([
		['a date alone, to its end', { from: '2026-05-31', to: '2026-05-31' }, '24 h'],
		['times', { from: '2026-05-31T08:00:00', to: '2026-05-31T20:00:00' }, '12 h'],
		['a picked midnight, not the day', { from: '2026-05-30', to: '2026-05-31T00:00:00' }, '24 h'],
		[
			'date objects',
			{
				from: '={{ DateTime.fromISO("2026-05-30T10:00:00Z") }}',
				to: '={{ DateTime.fromISO("2026-05-30T12:00:00Z").toJSDate() }}',
			},
			'2 h',
		],
		['a day of summer time', { from: '2026-03-29', to: '2026-03-29' }, '23 h'],
	])('takes %s', async (_, dates, length) => {
		const [{ from, to }] = await figures(may({ groupBy: 'none', ...dates }));
		const hours = (Date.parse(String(to)) - Date.parse(String(from))) / 3_600_000;
		expect(`${hours} h`).toBe(length);
	});

	it.each<[string, INodeParameters, RegExp]>([
		['an empty start', { from: '={{ $json.missing }}' }, /^'From' is empty$/],
		['a start that is no date', { from: 'monday' }, /^'From' is not a date: monday$/],
		['an end that is no date', { to: 'friday' }, /^'To' is not a date: friday$/],
		[
			'an end before the start',
			{ to: '2026-04-01' },
			/^'From' \(2026-05-01.*\) is not before 'To'/,
		],
		[
			'an unknown period',
			{ period: '={{ "lastYear" }}' },
			/^'Period' must be one of .*"lastYear"$/,
		],
		['an unknown group', { groupBy: '={{ "hour" }}' }, /^'Group By' must be one of .*"hour"$/],
		['an unknown format', { format: '={{ "pdf" }}' }, /^'Format' must be one of .*"pdf"$/],
	])('refuses %s before any request', async (_, values, words) => {
		const run = await runNode([{}], may(values));
		expect(errorOf(run)?.message).toMatch(words);
		expect(emulator.requests).toEqual([]);
	});

	it('is read for each item, and items are paired', async () => {
		emulator.seedHistory(ROWS);
		const run = await runNode(
			[{ by: 'none' }, { by: 'status' }],
			may({ groupBy: '={{ $json.by }}' }),
		);
		expect(outputOf(run)[0].map(({ json, pairedItem }) => [json.group, pairedItem])).toEqual([
			['all', { item: 0 }],
			['completed', { item: 1 }],
			['cancelled', { item: 1 }],
			['failed', { item: 1 }],
		]);
	});
});
