import { NodeOperationError, type IDataObject, type IPollFunctions } from 'n8n-workflow';
import { FINAL_STATUSES } from '../jobs/status';

const DEFAULT_LOOK_BACK_MINUTES = 60;
const MAX_LOOK_BACK_MINUTES = 7 * 24 * 60;

export interface JobFinishedSettings {
	/** Final statuses to report; empty: all. */
	statuses: string[];
	/** Agents to report, as the user gave them; empty: all. */
	agentIds: string[];
	includeResult: boolean;
	lookBackMs: number;
}

function readLookBackMs(context: IPollFunctions, raw: unknown): number {
	const minutes = Number(raw);
	if (minutes >= 1 && minutes <= MAX_LOOK_BACK_MINUTES) return minutes * 60_000;
	throw new NodeOperationError(
		context.getNode(),
		`'Look Back (Minutes)' must be a number from 1 to ${MAX_LOOK_BACK_MINUTES}, but it is ${JSON.stringify(raw)}`,
		{ level: 'warning', failure: { cause: 'configuration-invalid' } },
	);
}

function readTexts(raw: unknown): string[] {
	const list = Array.isArray(raw) ? raw : typeof raw === 'string' ? raw.split(',') : [];
	return list.map((entry) => String(entry).trim()).filter((entry) => entry !== '');
}

/** @throws NodeOperationError when a parameter has a value it can't have */
export function readJobFinishedSettings(context: IPollFunctions): JobFinishedSettings {
	const options = context.getNodeParameter('options', {}) as IDataObject;
	const statuses = readTexts(context.getNodeParameter('statuses', []));
	const isAll = FINAL_STATUSES.every((status) => statuses.includes(status));
	return {
		statuses: isAll ? [] : statuses,
		agentIds: readTexts(context.getNodeParameter('agentIds', [])),
		includeResult: options.includeResult !== false,
		lookBackMs: readLookBackMs(context, options.lookBackMinutes ?? DEFAULT_LOOK_BACK_MINUTES),
	};
}
