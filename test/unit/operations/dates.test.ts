import type { IExecuteFunctions } from 'n8n-workflow';
import { isDateAlone, readDate } from '../../../nodes/AgentsCode/operations/common/dates';

/** Not the zone of any machine that runs the tests. */
const ZONE = 'Asia/Kathmandu';

const context = {
	getTimezone: () => ZONE,
	getNode: () => ({ name: 'AgentsCode' }),
} as unknown as IExecuteFunctions;
const read = (raw: unknown) => readDate(context, raw, 'From', 0);
const isoOf = (raw: unknown) => new Date(read(raw) ?? NaN).toISOString();

describe('a date is read', () => {
	it.each<[unknown, string]>([
		['2026-05-31T08:00:00Z', '2026-05-31T08:00:00.000Z'],
		['2026-05-31T08:00:00+02:00', '2026-05-31T06:00:00.000Z'],
		['2026-05-31', '2026-05-30T18:15:00.000Z'],
		['  2026-05-31  ', '2026-05-30T18:15:00.000Z'],
		['20260531', '2026-05-30T18:15:00.000Z'],
		['2026-W22-7', '2026-05-30T18:15:00.000Z'],
		['2026-151', '2026-05-30T18:15:00.000Z'],
		['2026-05-31T08:00', '2026-05-31T02:15:00.000Z'],
		['2026-05-31 08:00:00', '2026-05-31T02:15:00.000Z'],
		['2024-02-29', '2024-02-28T18:15:00.000Z'],
		['Sun, 31 May 2026 08:00:00 GMT', '2026-05-31T08:00:00.000Z'],
		['05/31/2026', '2026-05-30T18:15:00.000Z'],
		['May 31, 2026 08:00', '2026-05-31T02:15:00.000Z'],
		['May 31, 2026 08:00 UTC', '2026-05-31T08:00:00.000Z'],
		[1_780_214_400_000, '2026-05-31T08:00:00.000Z'],
		['1780214400000', '2026-05-31T08:00:00.000Z'],
		[new Date('2026-05-31T08:00:00Z'), '2026-05-31T08:00:00.000Z'],
	])('%p', (raw, iso) => {
		expect(isoOf(raw)).toBe(iso);
	});

	it.each([undefined, null, ''])('but not where there is none: %p', (raw) => {
		expect(read(raw)).toBeUndefined();
	});
});

it.each([
	'soon',
	'2026-02-30',
	'2026-13-01',
	'2026-04-31T10:00:00Z',
	1e20,
	'10000000000000000',
	NaN,
	{},
	true,
])('what is no date is refused: %p', (raw) => {
	expect(() => read(raw)).toThrow(/^'From' is not a date: /);
});

it.each<[unknown, boolean]>([
	['2026-05-31', true],
	[' 20260531 ', true],
	['2026-W22-7', true],
	['2026W227', true],
	['2026-151', true],
	['2026151', true],
	['2026-05', false],
	['2026-05-31T00:00', false],
	['1780214400000', false],
	[new Date(0), false],
	[undefined, false],
])('%p names a day alone: %p', (raw, isAlone) => {
	expect(isDateAlone(raw)).toBe(isAlone);
});
