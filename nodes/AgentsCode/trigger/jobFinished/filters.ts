import { failure, success, type Result } from '../../api/result';
import type { FinishedRun } from '../history/finishedRun';
import type { AgentDirectory } from '../poll/agentDirectory';
import { statusOf, type NamedRun } from './jobFinishedEvent';
import type { JobFinishedSettings } from './settings';

/**
 * The runs that pass the filters, each with its agent's id.
 *
 * Without the list of agents a run keeps the name that the history gives its agent, unless the filter
 * hangs on it: a run must not be dropped for a name that could not be looked up.
 *
 * @returns the fault that kept the filter from deciding
 */
export async function filterRuns(
	runs: readonly FinishedRun[],
	{ statuses, agentIds }: Pick<JobFinishedSettings, 'statuses' | 'agentIds'>,
	directory: AgentDirectory,
): Promise<Result<NamedRun[]>> {
	const wanted = runs.filter((run) => statuses.length === 0 || statuses.includes(statusOf(run)));
	if (wanted.length === 0) return success([]);
	const wantedIds = new Set<string>();
	for (const text of agentIds) {
		const id = await directory.idOf(text);
		wantedIds.add(id.ok ? id.value : text);
	}
	const passed: NamedRun[] = [];
	for (const finished of wanted) {
		const { agent } = finished.run;
		const id = await directory.idOf(agent);
		if (!id.ok && agentIds.length > 0 && !agentIds.includes(agent)) return failure(id.fault);
		const agentId = id.ok ? id.value : agent;
		const isWanted = agentIds.length === 0 || wantedIds.has(agentId) || agentIds.includes(agent);
		if (isWanted) passed.push({ ...finished, agentId });
	}
	return success(passed);
}
