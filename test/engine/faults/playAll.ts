import { mapBounded } from '../../../nodes/AgentsCode/jobs/mapBounded';
import { startEmulator, type Emulator } from '../../emulator';
import { CALLS, type Call } from './calls';
import { playCell, type CellOutcome } from './cell';
import { FAULTS, type FaultRow } from './faults';
import type { Lasting } from './striker';

export interface Cell {
	row: FaultRow;
	call: Call;
	lasting: Lasting;
}

export function keyOf({ row, call, lasting }: Cell): string {
	return `${row.name} · ${call.head} · ${lasting}`;
}

export function allCells(): Cell[] {
	return FAULTS.flatMap((row) =>
		CALLS.filter(({ head }) => row.concerns?.(head) ?? true).flatMap((call) =>
			(['once', 'lasting'] as const).map((lasting) => ({ row, call, lasting })),
		),
	);
}

/**
 * On a port that no other program is given by chance while it is closed to play a refusal: systems hand
 * out ports from 32768 up.
 */
async function startService(tries = 20): Promise<Emulator> {
	const behaviour = { jobs: { durationMs: 0, queuedMs: 0 } };
	const port = 20_000 + Math.floor(Math.random() * 12_000);
	return await startEmulator({ port, behaviour }).catch(async (taken: Error) => {
		if (tries > 1) return await startService(tries - 1);
		throw new Error(`No free port was found: ${taken.message}`);
	});
}

/** Nearly all of a cell's time is waiting, so many are played side by side, each on a service of its own. */
const AT_ONCE = 32;

export async function playAll(cells: Cell[], outcomes: Map<string, CellOutcome>): Promise<void> {
	const free: Emulator[] = await Promise.all(
		Array.from({ length: AT_ONCE }, async () => await startService()),
	);
	await mapBounded(cells, AT_ONCE, async (cell) => {
		const emulator = free.pop() as Emulator;
		outcomes.set(keyOf(cell), await playCell(emulator, cell.row, cell.call, cell.lasting));
		free.push(emulator);
	});
	await Promise.all(free.map(async (emulator) => await emulator.close()));
}
