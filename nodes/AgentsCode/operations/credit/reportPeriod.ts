import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { periodAt, type NamedPeriod, type Period } from '../../reports/period';
import type { Zone } from '../../reports/zone';
import { isDateAlone, readDate, shownDate } from '../common/dates';
import { readChoice } from '../common/choices';
import { refuse } from '../common/refuse';

const WHEN_CUSTOM = { show: { period: ['custom'] } };

export const periodFields: INodeProperties[] = [
	{
		displayName: 'Period',
		name: 'period',
		type: 'options',
		options: [
			{ name: 'Custom', value: 'custom', description: 'From one time to another' },
			{
				name: 'Last 30 Days',
				value: 'last30Days',
				description: 'Today and the 29 days before',
			},
			{ name: 'Last 7 Days', value: 'last7Days', description: 'Today and the 6 days before' },
			{
				name: 'Last Month',
				value: 'lastMonth',
				description: 'The whole month before this one',
			},
			{
				name: 'This Month',
				value: 'thisMonth',
				description: 'From the first of this month to now',
			},
		],
		default: 'last7Days',
		description:
			"Which runs to report on, by the time they started; days begin at midnight in the workflow's time zone",
	},
	{
		displayName: 'From',
		name: 'from',
		type: 'dateTime',
		required: true,
		default: '',
		displayOptions: WHEN_CUSTOM,
		description: 'Only runs that started at this time or later',
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'dateTime',
		default: '',
		displayOptions: WHEN_CUSTOM,
		description:
			'Only runs that started before this time. A date without a time, such as 2026-05-31, includes that day. Leave empty for now.',
	},
];

const NAMED: readonly NamedPeriod[] = ['last7Days', 'last30Days', 'thisMonth', 'lastMonth'];

/** "To 31 May" means with that day, unless a time is given. */
function readEnd(context: IExecuteFunctions, zone: Zone, itemIndex: number): number | undefined {
	const raw: unknown = context.getNodeParameter('to', itemIndex, '');
	const ms = readDate(context, raw, 'To', itemIndex);
	return ms !== undefined && isDateAlone(raw) ? zone.startOfDay(zone.dayAt(ms) + 1) : ms;
}

function readCustom(
	context: IExecuteFunctions,
	zone: Zone,
	nowMs: number,
	itemIndex: number,
): Period {
	const raw: unknown = context.getNodeParameter('from', itemIndex, '');
	const fromMs = readDate(context, raw, 'From', itemIndex);
	if (fromMs === undefined) {
		const todo = 'Give the time from which on runs are reported';
		throw refuse(context, itemIndex, "'From' is empty", todo);
	}
	const toMs = readEnd(context, zone, itemIndex) ?? nowMs;
	if (fromMs >= toMs) {
		const [from, to] = ['from', 'to'].map((name) => context.getNodeParameter(name, itemIndex, ''));
		const end = to === '' ? 'now' : shownDate(to);
		throw refuse(
			context,
			itemIndex,
			`'From' (${shownDate(from)}) is not before 'To' (${end})`,
			"Choose a 'From' that is earlier; an empty 'To' means now",
		);
	}
	return { fromMs, toMs };
}

/**
 * The period an item asks for.
 *
 * @param nowMs epoch milliseconds
 * @throws NodeOperationError when it is none that exists, or its dates can't be read
 */
export function readPeriod(
	context: IExecuteFunctions,
	zone: Zone,
	nowMs: number,
	itemIndex: number,
): Period {
	const raw: unknown = context.getNodeParameter('period', itemIndex, 'last7Days');
	const period = readChoice(context, raw, 'Period', [...NAMED, 'custom' as const], itemIndex);
	if (period === 'custom') return readCustom(context, zone, nowMs, itemIndex);
	return periodAt(period, zone, nowMs);
}
