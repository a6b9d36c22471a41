import { CutGap, MAX_SHARE_ROWS } from '../../../../nodes/AgentsCode/trigger/history/cutGap';

const keys = (name: string, count: number) =>
	Array.from({ length: count }, (_, index) => `${name}${index}`);

const HEAD = keys('head', MAX_SHARE_ROWS);
const CUT = keys('cut', 5);
const TAIL = keys('tail', 3);
const NEW = keys('new', 2);

/** Which rows of a walk from the top are taken for those that were cut. */
function covered(rows: string[]): string[] {
	const gap = new CutGap([...HEAD, ...TAIL].map((key) => ({ key, isSettled: true })));
	return rows.filter((key) => gap.covers(key));
}

it('lies between the head and the tail that were kept', () => {
	const below = keys('below', 4);
	expect(covered([...NEW, ...HEAD, ...CUT, ...TAIL, ...below])).toEqual(CUT);
});

it('begins where the head ended, although its last rows are gone', () => {
	expect(covered([...NEW, ...HEAD.slice(0, -7), ...CUT, ...TAIL])).toEqual(CUT);
});

it('is not found where more of the head is gone: then its rows count as new', () => {
	expect(covered([...HEAD.slice(0, -8), ...CUT, ...TAIL])).toEqual([]);
});

it('ends with the first row of the tail that is met', () => {
	expect(covered([...HEAD, ...CUT, ...TAIL.slice(1), 'under'])).toEqual(CUT);
});

it('covers no row of the head that has sunk into it', () => {
	const [first, ...rest] = HEAD;
	expect(covered([...rest, CUT[0], first, CUT[1], ...TAIL])).toEqual([CUT[0], CUT[1]]);
});

it('is empty where nothing was met', () => expect(covered([])).toEqual([]));
