import type { IDataObject } from 'n8n-workflow';

/** Items whose jobs take so long; `emulate` in an input says how its job shall go. */
export const lasting = (...durations: number[]): IDataObject[] =>
	durations.map((durationMs, n) => ({ n, emulate: { durationMs } }));

/** The numbers of the items whose results came, in the order of the output. */
export const numbers = (items: IDataObject[]) =>
	items.map(({ result }) => ((result as IDataObject | undefined)?.input as IDataObject)?.n);
