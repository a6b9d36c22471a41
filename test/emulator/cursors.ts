import { isObject } from './playbook';
import type { Key } from './merged';

/** Where the next page begins; `serial` only makes an endless server's cursors differ. */
export interface Cursor {
	offset: number;
	after?: Key;
	serial?: number;
}

export function writeCursor({ offset, after, serial }: Cursor): string {
	const time = after && String(after.time);
	return Buffer.from(JSON.stringify({ offset, time, id: after?.id, serial })).toString('base64');
}

/** @returns undefined for a text that is no cursor of ours */
export function readCursor(text: string): Cursor | undefined {
	try {
		const read: unknown = JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
		if (!isObject(read) || typeof read.offset !== 'number') return undefined;
		const { offset, time, id } = read;
		return typeof time === 'string' && typeof id === 'string'
			? { offset, after: { time: Number(time), id } }
			: { offset };
	} catch {
		return undefined;
	}
}
