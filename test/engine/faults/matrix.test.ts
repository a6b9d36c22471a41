import { fs, path } from '../../../scripts/platform';
import { REPOSITORY } from '../../../scripts/repository';
import { CALLS } from './calls';
import type { CellOutcome, Lasting } from './cell';
import { faultsDocument } from './document';
import { FAULTS } from './faults';
import { COLUMNS, readMatrix, SIGNS } from './matrix';
import { allCells, keyOf, playAll, type Cell } from './playAll';

/** The product's limits, in proportion, but short enough for a test. */
jest.mock('../../../nodes/AgentsCode/api/limits', () => ({
	READ_TIMEOUT_MS: 2000,
	START_TIMEOUT_MS: 2000,
	READ_PATIENCE_MS: 2500,
	READ_TRIES: 3,
	LAST_LOOK_MS: 1000,
	PICKER_PATIENCE_MS: 2500,
	CLARIFY_PATIENCE_MS: 2500,
	MAX_ANSWER_BYTES: 1024 * 1024,
	MAX_REFUSAL_BYTES: 64 * 1024,
}));

const expected = readMatrix();
const cells = allCells();

let outcomes = new Map<string, CellOutcome>();

beforeAll(async () => {
	outcomes = await playAll(cells);
}, 240_000);

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
