import { NodeOperationError, type IDataObject, type IPollFunctions } from 'n8n-workflow';
import { shown } from '../../api/shown';
import { FINAL_STATUSES, isFinal, readStatus } from '../../jobs/status';

export const DEFAULT_LOOK_BACK_MINUTES = 60;
export const MAX_LOOK_BACK_MINUTES = 7 * 24 * 60;

export interface JobFinishedSettings {
	/** Final statuses to report; empty: all. */
	statuses: string[];
	/** Agents to report, as the user gave them; empty: all. */
	agentIds: string[];
	includeResult: boolean;
	lookBackMs: number;
}

function refuse(context: IPollFunctions, message: string) {
	const failure = { cause: 'configuration-invalid' as const };
	return new NodeOperationError(context.getNode(), message, { level: 'warning', failure });
}

function readLookBackMs(context: IPollFunctions, raw: unknown): number {
	const minutes = typeof raw === 'boolean' ? NaN : Number(raw);
	if (minutes >= 1 && minutes <= MAX_LOOK_BACK_MINUTES) return minutes * 60_000;
	throw refuse(
		context,
		`'Look Back (Minutes)' must be a number from 1 to ${MAX_LOOK_BACK_MINUTES}, but it is ${shown(raw)}`,
	);
}

/** A filter that can't be read must not count as none: that would let every job pass. */
function readTexts(context: IPollFunctions, raw: unknown, label: string): string[] {
	const list: unknown[] = typeof raw === 'string' ? raw.split(',') : [raw ?? []].flat();
	const isText = (entry: unknown) => typeof entry === 'string' || Number.isFinite(entry);
	const odd = list.find((entry) => !isText(entry));
	if (odd === undefined && list.every(isText)) {
		return list.map((entry) => String(entry).trim()).filter((entry) => entry !== '');
	}
	throw refuse(
		context,
		`'${label}' must be a list of texts, but it has ${odd === undefined ? 'an empty entry' : shown(odd)} in it`,
	);
}

function readStatuses(context: IPollFunctions): string[] {
	const statuses = readTexts(context, context.getNodeParameter('statuses', []), 'Statuses');
	return statuses.map((word) => {
		const status = readStatus(word);
		if (isFinal(status)) return status;
		throw refuse(context, `'Statuses' does not know "${word}"`);
	});
}

function readIncludeResult(context: IPollFunctions, raw: unknown): boolean {
	const word = raw ?? true;
	if (word === true || word === 'true') return true;
	if (word === false || word === 'false') return false;
	throw refuse(context, `'Include Result' must be true or false, but it is ${shown(raw)}`);
}

/** @throws NodeOperationError when a parameter has a value it can't have */
export function readJobFinishedSettings(context: IPollFunctions): JobFinishedSettings {
	const options = context.getNodeParameter('options', {}) as IDataObject;
	const statuses = readStatuses(context);
	const agentIds: unknown = context.getNodeParameter('agentIds', []);
	const isAll = FINAL_STATUSES.every((status) => statuses.includes(status));
	return {
		statuses: isAll ? [] : statuses,
		agentIds: readTexts(context, agentIds, 'Agent Names or IDs'),
		includeResult: readIncludeResult(context, options.includeResult),
		lookBackMs: readLookBackMs(context, options.lookBackMinutes ?? DEFAULT_LOOK_BACK_MINUTES),
	};
}
