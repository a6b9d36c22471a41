import { isStream, readText } from '../../../nodes/AgentsCode/api/answerBody';

const encode = (text: string) => new TextEncoder().encode(text);

/** A body that comes in the given pieces, and tells whether it was let go. */
function bodyOf(pieces: Array<Uint8Array | Error>) {
	const body = { isLetGo: false, [Symbol.asyncIterator]: pour };
	async function* pour() {
		try {
			for (const piece of pieces) {
				if (piece instanceof Error) throw piece;
				yield piece;
			}
		} finally {
			body.isLetGo = true;
		}
	}
	return body;
}

const ALL = { keepsPieces: false };

describe('reading a body', () => {
	it('joins characters that are torn between pieces', async () => {
		const bytes = encode('Größe 👩‍🚀 日本');
		const pieces = [...bytes].map((byte) => Uint8Array.of(byte));
		expect(await readText(bodyOf(pieces), 100, ALL)).toEqual({
			text: 'Größe 👩‍🚀 日本',
			isWhole: true,
		});
	});

	it.each([
		['a byte-order mark goes', [encode('\ufeff{}')], '{}'],
		['nothing is nothing', [], ''],
		['what is no UTF-8 is marked', [Uint8Array.of(0x61, 0xff)], 'a\ufffd'],
		['half a character at the end is marked', [encode('é').slice(0, 1)], '\ufffd'],
	])('%s', async (_, pieces, text) => {
		expect(await readText(bodyOf(pieces), 100, ALL)).toEqual({ text, isWhole: true });
	});

	it('takes in as much as allowed, and lets go of the rest', async () => {
		const exact = bodyOf([encode('12345'), encode('67890')]);
		expect(await readText(exact, 10, ALL)).toEqual({ text: '1234567890', isWhole: true });
		const more = bodyOf([encode('12345'), encode('67890'), encode('1')]);
		expect(await readText(more, 10, ALL)).toEqual({ text: '1234567890', isWhole: false });
		expect(more.isLetGo).toBe(true);
	});

	it('tells what ended it, or keeps what came', async () => {
		const torn = () => bodyOf([encode('half'), new Error('torn')]);
		await expect(readText(torn(), 10, ALL)).rejects.toThrow('torn');
		const kept = await readText(torn(), 10, { keepsPieces: true });
		expect(kept).toEqual({ text: 'half', isWhole: true });
	});

	it.each([
		['a body that comes', bodyOf([]), true],
		['text', 'text', false],
		['a value', { a: 1 }, false],
		['a list', [1], false],
		['null', null, false],
	])('knows %s', (_, body, isOne) => {
		expect(isStream(body)).toBe(isOne);
	});
});
