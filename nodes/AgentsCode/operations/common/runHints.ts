import type { NodeExecutionHint } from 'n8n-workflow';

/** More credits at once than most runs of a workflow cost: worth a word. */
export const MANY_CREDITS = 100;

/** What a run of the node was asked to do. */
export interface RunFacts {
	jobs: number;
	maxConcurrentJobs: number;
	/** Whether the user has set that bound, rather than left it as it is. */
	isBoundChosen: boolean;
	/** What all jobs cost if all of them succeed; undefined where a price is not known. */
	credits?: number;
	/** Whether the node compares the price with the balance before it starts anything. */
	isCreditChecked: boolean;
}

/** How long the node waits for a job, beside how long the workflow may run. */
export interface WaitFacts {
	/** The longest time-out of all items; undefined where none of them waits. */
	timeoutSeconds?: number;
	/** The workflow's own; undefined or not positive where it has none. */
	workflowTimeoutSeconds?: number;
}

function hint(type: 'info' | 'warning', message: string): NodeExecutionHint {
	return { type, message, location: 'outputPane' };
}

/** Hints about many jobs, worded for a run that is over: n8n shows them with its output. */
export function runHints(facts: RunFacts): NodeExecutionHint[] {
	const { jobs, maxConcurrentJobs, credits = 0 } = facts;
	const hints: NodeExecutionHint[] = [];
	if (jobs > 1 && credits > MANY_CREDITS) {
		const guard = facts.isCreditChecked
			? ''
			: ". Switch on 'Check Credits First' to start nothing when the balance does not suffice.";
		hints.push(
			hint(
				'warning',
				`${jobs} items asked for ${jobs} paid runs, ${credits} credits in all${guard}`,
			),
		);
	}
	if (jobs > maxConcurrentJobs && !facts.isBoundChosen) {
		hints.push(
			hint(
				'info',
				`${jobs} jobs, of which no more than ${maxConcurrentJobs} ran at once. 'Max Concurrent Jobs' in the options changes that.`,
			),
		);
	}
	return hints;
}

/** Why the workflow may end before the node's wait does; undefined when it won't. */
export function timeoutRemark(facts: WaitFacts): string | undefined {
	const { timeoutSeconds = 0, workflowTimeoutSeconds = 0 } = facts;
	if (workflowTimeoutSeconds <= 0 || timeoutSeconds <= workflowTimeoutSeconds) return undefined;
	return `The workflow's own timeout of ${workflowTimeoutSeconds} seconds is shorter than 'Timeout (Seconds)' (${timeoutSeconds}): a job that takes longer ends the workflow, and goes on running at AgentsCode. Raise 'Timeout After' in the workflow's settings, or lower 'Timeout (Seconds)'.`;
}

/** The same as a hint, for the runs that ended in time. */
export function timeoutHints(facts: WaitFacts): NodeExecutionHint[] {
	const remark = timeoutRemark(facts);
	return remark === undefined ? [] : [hint('warning', remark)];
}
