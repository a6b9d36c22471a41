/**
 * Plays the life of a polling trigger as n8n does: the poll context is n8n-core's own, and the state is
 * kept by n8n's rules. It is saved after the first poll of an activation and after polls that put out
 * items; after other polls it lives in memory only, and a poll that throws saves nothing.
 */
import { PollContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeTypes,
	type IPollFunctions,
	type IWorkflowExecuteAdditionalData,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { AgentsCodeTrigger } from '../../nodes/AgentsCode/AgentsCodeTrigger.node';
import { credentialsHelper, type TestCredential } from './credentials';

const type = new AgentsCodeTrigger();

const nodeTypes: INodeTypes = {
	getByName: () => type,
	getByNameAndVersion: () => type,
	getKnownTypes: () => ({}),
};

export interface TriggerOptions {
	credential: () => TestCredential;
	parameters?: INodeParameters;
	/** Unset: as in an n8n that knows no budget. */
	budgetMs?: number;
}

let workflows = 0;

export class TriggerLife {
	/** What n8n's database holds, as JSON. */
	saved = '{}';
	credentialId = '1';
	activation: WorkflowActivateMode = 'activate';
	parameters: INodeParameters;
	private readonly id = `workflow-${++workflows}`;
	private workflow?: Workflow;

	constructor(private readonly options: TriggerOptions) {
		this.parameters = options.parameters ?? {};
	}

	/** Switches the workflow on: n8n polls once at once. */
	async activate(mode: WorkflowActivateMode = 'activate'): Promise<IDataObject[]> {
		this.activation = mode;
		this.workflow = this.freshWorkflow();
		const items = await this.poll();
		this.save();
		return items;
	}

	/** What only memory held is gone. */
	deactivate(): void {
		this.workflow = undefined;
	}

	/** n8n is killed and started again; in the test's one process, what the module remembers stays. */
	async restart(): Promise<IDataObject[]> {
		this.deactivate();
		return await this.activate('init');
	}

	/** One poll of n8n's schedule. */
	async poll(): Promise<IDataObject[]> {
		if (!this.workflow) throw new Error('The workflow is not active');
		const output = await this.run(this.workflow, 'trigger');
		if (output !== null) this.save();
		return itemsOf(output);
	}

	async fetchTestEvent(): Promise<IDataObject[]> {
		return itemsOf(await this.run(this.freshWorkflow(), 'manual'));
	}

	/** The state as it is in memory, as JSON. */
	get memory(): string {
		return JSON.stringify(this.workflow?.staticData ?? {});
	}

	private save(): void {
		this.saved = this.memory;
	}

	private async run(
		workflow: Workflow,
		mode: WorkflowExecuteMode,
	): Promise<INodeExecutionData[][] | null> {
		const context = new PollContext(
			workflow,
			Object.values(workflow.nodes)[0],
			additionalData(this.options.credential()),
			mode,
			mode === 'manual' ? 'manual' : this.activation,
			...([undefined, undefined, undefined, undefined, undefined] as const),
			() => this.options.budgetMs ?? 300_000,
		) as IPollFunctions;
		this.setBudget(context);
		return await type.poll.call(context);
	}

	/** Engines without budgets get the newer one's function, so that its tests hold on them too. */
	private setBudget(context: IPollFunctions): void {
		const { budgetMs } = this.options;
		if (budgetMs === undefined) Object.assign(context, { getPollBudgetMs: undefined });
		else if (!context.getPollBudgetMs) Object.assign(context, { getPollBudgetMs: () => budgetMs });
	}

	private freshWorkflow(): Workflow {
		const node: INode = {
			id: 'trigger',
			name: 'AgentsCode Trigger',
			type: 'n8n-nodes-agentscode.agentsCodeTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: this.parameters,
			credentials: { agentsCodeApi: { id: this.credentialId, name: 'AgentsCode' } },
		};
		return new Workflow({
			id: this.id,
			name: 'Test',
			active: true,
			nodes: [node],
			connections: {},
			nodeTypes,
			staticData: JSON.parse(this.saved) as IDataObject,
		});
	}
}

function additionalData(credential: TestCredential): IWorkflowExecuteAdditionalData {
	return {
		credentialsHelper: credentialsHelper(credential),
		variables: {},
	} as unknown as IWorkflowExecuteAdditionalData;
}

function itemsOf(output: INodeExecutionData[][] | null): IDataObject[] {
	if (output === null) return [];
	expect(output[0].length).toBeGreaterThan(0);
	return output[0].map(({ json }) => json);
}
