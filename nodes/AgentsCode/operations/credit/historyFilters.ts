import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { agentIdOf } from '../../api/agents';
import { startOf } from '../../api/runDates';
import type { Agent, Run } from '../../api/shapes';
import { readStatus, type JobStatus } from '../../jobs/status';
import { readDate } from '../common/dates';
import { refuse } from '../common/refuse';
import { shown } from '../../api/shown';

export interface HistoryFilters {
	agentId?: string;
	/** None means all. */
	statuses: JobStatus[];
	startedAfterMs: number;
	startedBeforeMs: number;
}

/** A filter that can't be read must not count as none: that would let every run pass. */
function readAgentId(
	context: IExecuteFunctions,
	raw: unknown,
	itemIndex: number,
): string | undefined {
	const text = Number.isFinite(raw) ? String(raw) : (raw ?? '');
	if (typeof text === 'string') return text.trim() === '' ? undefined : text.trim();
	throw refuse(context, itemIndex, `'Agent Name or ID' must be text, but it is ${shown(raw)}`);
}

/** A list, or a text with commas between, as an expression may give it. */
function readStatuses(context: IExecuteFunctions, raw: unknown, itemIndex: number): JobStatus[] {
	const list: unknown[] = typeof raw === 'string' ? raw.split(',') : [raw ?? []].flat();
	const words = list.filter((word) => typeof word !== 'string' || word.trim() !== '');
	return words.map((word) => {
		const status = readStatus(word);
		if (status !== 'unknown') return status;
		throw refuse(context, itemIndex, `'Statuses' does not know ${shown(word)}`);
	});
}

/** @throws NodeOperationError when a filter can't be read */
export function readFilters(context: IExecuteFunctions, itemIndex: number): HistoryFilters {
	const raw = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	return {
		agentId: readAgentId(context, raw.agentId, itemIndex),
		statuses: readStatuses(context, raw.statuses, itemIndex),
		startedAfterMs: readDate(context, raw.startedAfter, 'Started After', itemIndex) ?? -Infinity,
		startedBeforeMs: readDate(context, raw.startedBefore, 'Started Before', itemIndex) ?? Infinity,
	};
}

function isWithin(run: Run, { startedAfterMs, startedBeforeMs }: HistoryFilters): boolean {
	if (startedAfterMs === -Infinity && startedBeforeMs === Infinity) return true;
	const startedAt = startOf(run);
	return startedAt >= startedAfterMs && startedAt <= startedBeforeMs;
}

/** @param agents the listed agents, by which a row's word for its agent is understood */
export function isWanted(run: Run, filters: HistoryFilters, agents: readonly Agent[]): boolean {
	const { agentId, statuses } = filters;
	if (agentId !== undefined && agentIdOf(agents, run.agent) !== agentIdOf(agents, agentId)) {
		return false;
	}
	if (statuses.length > 0 && !statuses.includes(readStatus(run.status))) return false;
	return isWithin(run, filters);
}
