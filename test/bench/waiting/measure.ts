import { sleep } from '../../../scripts/platform';
import {
	deleteWorkflow,
	type ExecutionRow,
	importWorkflow,
	startRun,
} from '../../../scripts/real-n8n';
import type { BehaviourChange } from '../../emulator';
import { untilEnded, wallMsOf } from '../n8n/execution';
import { peakMemoryDuring } from '../n8n/memory';
import { SERVICE, type Stage } from '../n8n/stage';
import { type Contestant, workflowOf } from './workflows';

export interface Case {
	contestant: Contestant;
	items: number;
	jobSeconds: number;
	/** How the service differs from what is documented. */
	service?: BehaviourChange;
}

export interface Figures {
	/** How n8n says that the execution ended. */
	status: ExecutionRow['status'];
	/** From the execution's start to its end, by n8n's own clock. */
	wallMs: number;
	jobsStarted: number;
	/** Jobs whose end was seen. */
	jobsDelivered: number;
	requests: number;
	looks: number;
	refused: number;
	/** From each job's end to the answer that first told it. */
	latenessMs: number[];
	/** Most requests being answered at one moment. */
	peakRequests: number;
	/** Most memory that n8n's process held. */
	peakMemoryBytes: number;
}

const AGENT_ID = 'event-scheduler';

function figuresOf({ emulator }: Stage, execution: ExecutionRow, peakMemoryBytes: number): Figures {
	const latenessMs = emulator.jobs.flatMap(({ firstSeenFinalAt, endsAt }) =>
		firstSeenFinalAt === undefined ? [] : [firstSeenFinalAt - endsAt],
	);
	return {
		status: execution.status,
		wallMs: wallMsOf(execution),
		jobsStarted: emulator.jobs.length,
		jobsDelivered: latenessMs.length,
		requests: emulator.count(),
		looks: emulator.count('getJob'),
		refused: emulator.count(undefined, { status: 429 }),
		latenessMs,
		peakRequests: emulator.peakRequests,
		peakMemoryBytes,
	};
}

/** Runs one contestant once, alone, and reads the figures off n8n and the emulator. */
export async function measure(stage: Stage, what: Case): Promise<Figures> {
	const { session, emulator, credential } = stage;
	const { contestant, items, service } = what;
	const durationMs = what.jobSeconds * 1000;
	emulator.reset();
	emulator.behave({ ...SERVICE, ...service, jobs: { durationMs, ...service?.jobs } });
	const task = { agentId: AGENT_ID, items, credential, baseUrl: emulator.baseUrl };
	const workflow = await importWorkflow(session, workflowOf(contestant, task));

	const { result, peakBytes } = await peakMemoryDuring(stage.pid, async () => {
		await startRun(session, workflow);
		// Looking at n8n's list costs n8n time: it is left alone while jobs are known to run.
		if (contestant !== 'floor') await sleep(durationMs);
		return await untilEnded(stage, workflow.id, 20 * durationMs + 120_000);
	});
	await deleteWorkflow(session, workflow.id);
	return figuresOf(stage, result, peakBytes);
}
