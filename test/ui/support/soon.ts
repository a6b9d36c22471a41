import { sleep } from '../../../scripts/platform';

const SOON_MS = 20_000;

function isSo(seen: unknown, expected: unknown): boolean {
	try {
		expect(seen).toEqual(expected);
		return true;
	} catch {
		return false;
	}
}

/** Expects that what is read becomes so: a page follows what is typed, chosen or run in a moment. */
export async function expectSoon(read: () => Promise<unknown>, expected: unknown): Promise<void> {
	const deadline = Date.now() + SOON_MS;
	let seen = await read();
	while (!isSo(seen, expected) && Date.now() < deadline) {
		await sleep(100);
		seen = await read();
	}
	expect(seen).toEqual(expected);
}
