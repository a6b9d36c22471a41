import { fs, path } from '../../../scripts/platform';
import { REPOSITORY } from '../../../scripts/repository';
import { CALLS } from './calls';
import type { CellOutcome } from './cell';
import { faultsDocument } from './document';
import { FAULTS } from './faults';
import { COLUMNS, readMatrix, SIGNS } from './matrix';
import { allCells, keyOf, playAll, type Cell } from './playAll';
import type { Lasting } from './striker';

const LIMITS = '../../../nodes/AgentsCode/api/limits';

/** So generous that a busy machine is not taken for a slow service. */
jest.mock('../../../nodes/AgentsCode/api/limits', () => ({
	...jest.requireActual<object>('../../../nodes/AgentsCode/api/limits'),
	READ_TIMEOUT_MS: 20_000,
	START_TIMEOUT_MS: 20_000,
	READ_PATIENCE_MS: 20_000,
	READ_TRIES: 3,
	LAST_LOOK_MS: 5_000,
	PICKER_PATIENCE_MS: 10_000,
	CLARIFY_PATIENCE_MS: 10_000,
	MAX_ANSWER_BYTES: 1024 * 1024,
	MAX_REFUSAL_BYTES: 64 * 1024,
}));

/** For faults that last as long as the limits: theirs, in proportion, but short enough for a test. */
const SHORT = {
	READ_TIMEOUT_MS: 3000,
	START_TIMEOUT_MS: 3000,
	READ_PATIENCE_MS: 3500,
	LAST_LOOK_MS: 1000,
	PICKER_PATIENCE_MS: 3500,
	CLARIFY_PATIENCE_MS: 3500,
};

const expected = readMatrix();
const cells = allCells();

const outcomes = new Map<string, CellOutcome>();

beforeAll(async () => {
	// The first cell loads n8n's engine, which would hold up all others.
	await playAll(cells.slice(0, 1), outcomes);
	await playAll(
		cells.filter(({ row }) => !row.isSlow),
		outcomes,
	);
	Object.assign(jest.requireMock<object>(LIMITS), SHORT);
	await playAll(
		cells.filter(({ row }) => row.isSlow),
		outcomes,
	);
}, 300_000);

function signFor({ row, call, lasting }: Cell): string | undefined {
	const signs = expected.get(row.name)?.get(call.head) ?? '';
	return [...signs].at((['once', 'lasting'] as Lasting[]).indexOf(lasting));
}

/** Signs that promise words; n8n words what it says of the credential's test itself. */
function isTold({ call }: Cell, sign: string): boolean {
	return '✗◇⚑◐?'.includes(sign) && !['cred. test', 'search'].includes(call.head);
}

describe('every call under every fault', () => {
	it.each(cells.map((cell): [string, Cell] => [keyOf(cell), cell]))('%s', (key, cell) => {
		const outcome = outcomes.get(key);
		expect(outcome).toMatchObject({ sign: signFor(cell), breaches: [] });
		const { sign, words } = outcome as CellOutcome;
		if (isTold(cell, sign)) expect(words).toMatch(cell.row.says);
		else expect(sign in SIGNS).toBe(true);
	});
});

describe('the table', () => {
	it('has a row for every fault, a column for every call, and a cell for every pair that is played', () => {
		expect([...expected.keys()]).toEqual(FAULTS.map(({ name }) => name));
		expect(Object.keys(COLUMNS)).toEqual(CALLS.map(({ head }) => head));
		for (const row of FAULTS) {
			const signs = expected.get(row.name) ?? new Map<string, string>();
			expect([...signs.keys()]).toEqual(CALLS.map(({ head }) => head));
			for (const { head } of CALLS) {
				const isPlayed = row.concerns?.(head) ?? true;
				expect([row.name, head, signs.get(head) === '·']).toEqual([row.name, head, !isPlayed]);
			}
		}
	});

	it('is what docs/faults.md shows; `npm run docs:faults` writes it anew', async () => {
		const unaligned = (text: string) => text.replace(/ +/g, ' ').replace(/-{2,}/g, '-').trim();
		const shown = await fs.readFile(path.join(REPOSITORY, 'docs', 'faults.md'), 'utf8');
		expect(unaligned(shown)).toBe(unaligned(faultsDocument()));
	});
});
