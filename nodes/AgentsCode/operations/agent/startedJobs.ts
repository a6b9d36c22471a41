import type { IExecuteFunctions } from 'n8n-workflow';
import { createApi } from '../../api/client';
import { createClock } from '../../api/clock';
import { CLARIFY_PATIENCE_MS } from '../../api/limits';
import { clarifyStarts, hasUnclearStart } from '../../jobs/clarifyStarts';
import type { JobRequest } from '../../jobs/jobRoom';
import type { Outcomes } from '../../jobs/outcome';
import type { Ledger } from '../../jobs/ledger';
import type { StartedEarlier } from '../common/jobErrors';
import type { StartedJobs } from '../common/jobItems';
import { attemptAsync, type Attempt } from '../common/nodeErrors';

async function clarified(
	context: IExecuteFunctions,
	outcomes: Outcomes,
	ledger: Ledger,
): Promise<Outcomes> {
	// The clock of the run may have been stopped by the very item in question.
	const clock = createClock(context.getExecutionCancelSignal?.());
	const api = await createApi(context, { clock, patienceMs: CLARIFY_PATIENCE_MS });
	return await clarifyStarts(api, outcomes, ledger.jobIds());
}

/**
 * What the ledger knows of the items' jobs, and how more is found out about unclear starts.
 *
 * @param earlier asked for items that can't be looked up by what they ask for
 */
export function startedJobs(
	context: IExecuteFunctions,
	requests: ReadonlyArray<Attempt<JobRequest>>,
	ledger: Ledger,
	earlier: StartedEarlier,
): StartedJobs {
	return {
		startedEarlier: (itemIndex) => {
			const request = requests[itemIndex];
			if (!request.ok) return earlier(itemIndex);
			const entry = ledger.find(request.value.ledgerKey);
			return entry?.state === 'started' ? entry : undefined;
		},
		clarify: async (outcomes) => {
			if (!hasUnclearStart(outcomes)) return outcomes;
			// Best effort: what can't be found out must not hide what is known.
			const found = await attemptAsync(async () => await clarified(context, outcomes, ledger));
			return found.ok ? found.value : outcomes;
		},
	};
}
