import { activateWorkflow } from '../../../scripts/real-n8n';
import {
	type Fate,
	Parked,
	type Parts,
	parkingByHand,
	parkingByWebhook,
	startByWebhook,
} from './parking';
import type { Workbench } from './workbench';
import { chain, node } from './workflows';

/** Workflows under way at the same time, each by its name, and the jobs that each has started. */
export class ParkedScenarios {
	readonly parked: Record<string, Parked> = {};
	/** The workflow that n8n is to run once for each failed execution of the others. */
	errorWorkflow = '';

	private constructor(private readonly workbench: Workbench) {}

	static async open(workbench: Workbench): Promise<ParkedScenarios> {
		const scenarios = new ParkedScenarios(workbench);
		const stored = await workbench.store({
			name: 'Failures',
			nodes: [
				node('On failure', 'n8n-nodes-base.errorTrigger', {}),
				node('Then', 'n8n-nodes-base.noOp', {}),
			],
			connections: chain('On failure', 'Then'),
		});
		await activateWorkflow(workbench.session, stored);
		scenarios.errorWorkflow = stored.id;
		return scenarios;
	}

	/** Starts a scenario in the editor's way, with one item per fate. */
	async byHand(name: string, fates: Fate[], parts?: Parts): Promise<void> {
		const { session, credential } = this.workbench;
		const stored = await this.workbench.store(parkingByHand(name, fates, credential, parts));
		this.parked[name] = await Parked.byHand(session, stored);
	}

	/** Starts a scenario in production, with the error workflow set. */
	async byWebhook(name: string, fate: Fate): Promise<void> {
		const { session, credential } = this.workbench;
		const workflow = { errorWorkflow: this.errorWorkflow };
		const stored = await this.workbench.store(parkingByWebhook(name, credential, { workflow }));
		const executionId = await startByWebhook(session, stored, fate);
		this.parked[name] = new Parked(session, stored, executionId);
	}

	/** The jobs of a scenario, in order of its items: one for each, if each was started once. */
	jobsOf(scenario: string) {
		const inputs = (input: unknown) => input as { scenario: string; item: number };
		return this.workbench.emulator.jobs
			.filter(({ input }) => inputs(input).scenario === scenario)
			.sort((a, b) => inputs(a.input).item - inputs(b.input).item);
	}

	jobIdsOf(scenario: string): string[] {
		return this.jobsOf(scenario).map(({ jobId }) => jobId);
	}

	/** The sub-workflows that n8n still lists of a scenario. */
	async childrenOf(scenario: string) {
		return (await this.parked[scenario].rows()).children;
	}
}
