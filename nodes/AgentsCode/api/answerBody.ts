import { isRecord } from './shapes';

type Chunks = AsyncIterable<Uint8Array>;

export interface AnswerText {
	text: string;
	/** False when there was more than was taken in. */
	isWhole: boolean;
}

export function isStream(body: unknown): body is Chunks {
	return isRecord(body) && Symbol.asyncIterator in body;
}

/**
 * Reads an answer's body as it comes, as UTF-8.
 *
 * @param maxBytes after which the connection is given up; counted after decompression
 * @returns the whole text, or the beginning of one that is larger
 * @throws what the connection ends with in mid-body, unless `keepsPieces`: then what came counts
 */
export async function readText(
	body: Chunks,
	maxBytes: number,
	{ keepsPieces }: { keepsPieces: boolean },
): Promise<AnswerText> {
	const decoder = new TextDecoder();
	const pieces: string[] = [];
	let bytes = 0;
	const takeIn = async (): Promise<boolean> => {
		for await (const chunk of body) {
			bytes += chunk.length;
			// Leaving the loop destroys the stream, and the connection with it.
			if (bytes > maxBytes) return false;
			pieces.push(decoder.decode(chunk, { stream: true }));
		}
		return true;
	};
	const isWhole = await (keepsPieces ? takeIn().catch(() => true) : takeIn());
	return { text: pieces.join('') + (isWhole ? decoder.decode() : ''), isWhole };
}
