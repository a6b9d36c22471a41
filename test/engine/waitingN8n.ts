/**
 * The part of n8n around its engine that parks executions, as n8n 2.40 does it: what waits is kept as
 * JSON, what is due goes on, and the end of a sub-workflow is handed to the execution that waits for
 * it (`WaitTracker` and `updateParentExecutionWithChildResults`). The engine itself is n8n's own.
 */
import { WorkflowExecute } from 'n8n-core';
import {
	sleep,
	Workflow,
	type ExecuteWorkflowData,
	type ExecuteWorkflowOptions,
	type IExecuteWorkflowInfo,
	type INodeExecutionData,
	type IRun,
	type IRunExecutionData,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import type { TestCredential } from './credentials';
import { additionalDataFor, asStored, freshRunData, nodeTypes } from './execution';
import type { TestWorkflow } from './harness';

interface Stored {
	id: string;
	workflow: IWorkflowBase;
	mode: WorkflowExecuteMode;
	run: IRun;
}

export class WaitingN8n {
	private readonly executions = new Map<string, Stored>();
	private lastId = 0;
	/** Why sub-workflows are not started, if they are not. */
	refusal?: string;

	constructor(private readonly credential: TestCredential) {}

	/** Runs a workflow until it ends or waits. */
	async start(definition: TestWorkflow, mode: WorkflowExecuteMode = 'trigger'): Promise<string> {
		const workflow = {
			id: 'w1',
			name: 'Test',
			active: false,
			settings: { executionOrder: 'v1' },
			...asStored(definition),
		} as unknown as IWorkflowBase;
		return await this.run(workflow, mode, freshRunData(workflow.nodes[0]));
	}

	/** Lets time pass until nothing waits any more. */
	async untilAllEnded(): Promise<void> {
		for (let next = this.nextDue(); next; next = this.nextDue()) {
			await sleep(Math.max(0, dueAt(next) - Date.now()));
			// Whoever has ended or was stopped meanwhile is not woken.
			if (this.find(next.id)?.run.status === 'waiting') await this.wake(next.id);
		}
	}

	find(id: string): Stored | undefined {
		return this.executions.get(id);
	}

	get(id: string): IRun {
		const stored = this.find(id);
		if (!stored) throw new Error(`There is no execution ${id}`);
		return stored.run;
	}

	/** The waiting sub-workflows. */
	children(): Stored[] {
		return [...this.executions.values()].filter(({ mode }) => mode === 'integrated');
	}

	delete(id: string): void {
		this.executions.delete(id);
	}

	/** What Stop does to an execution that waits. */
	stop(id: string): void {
		const run = this.get(id);
		const message = 'The execution was cancelled manually';
		run.data.resultData.error = { name: 'ManualExecutionCancelledError', message } as never;
		run.status = 'canceled';
		run.waitTill = null;
	}

	private nextDue(): Stored | undefined {
		const waiting = [...this.executions.values()].filter(({ run }) => run.status === 'waiting');
		return waiting.sort((a, b) => dueAt(a) - dueAt(b))[0];
	}

	private async wake(id: string): Promise<void> {
		const { workflow, mode, run } = asStored(this.find(id)) as Stored;
		await this.advance(id, workflow, mode, revived(run.data));
		const { parentExecution } = run.data;
		const ended = this.get(id);
		if (!parentExecution?.shouldResume || ended.status === 'waiting') return;
		if (ended.status === 'success' && workflow.settings?.saveDataSuccessExecution === 'none') {
			this.delete(id);
		}
		if (this.find(parentExecution.executionId)?.run.status !== 'waiting') return;
		this.handOver(ended, this.get(parentExecution.executionId).data);
		await this.wake(parentExecution.executionId);
	}

	private handOver(child: IRun, parent: IRunExecutionData): void {
		const [entry] = parent.executionData?.nodeExecutionStack ?? [];
		const { error, lastNodeExecuted = '', runData } = child.data.resultData;
		const last = runData[lastNodeExecuted]?.at(-1)?.data;
		if (error) entry.metadata = { ...entry.metadata, resumeError: error };
		else if (last) entry.data = asStored(last);
	}

	private async run(workflow: IWorkflowBase, mode: WorkflowExecuteMode, data: IRunExecutionData) {
		const id = String(++this.lastId);
		await this.advance(id, workflow, mode, data);
		return id;
	}

	private async advance(
		id: string,
		definition: IWorkflowBase,
		mode: WorkflowExecuteMode,
		data: IRunExecutionData,
	): Promise<void> {
		const additionalData = {
			...additionalDataFor(this.credential, definition, id),
			executeWorkflow: this.executeWorkflow,
			getRunExecutionData: async (wanted: string) => asStored(this.find(wanted)?.run.data),
		} as unknown as IWorkflowExecuteAdditionalData;
		const workflow = new Workflow({ ...definition, nodeTypes });
		const execution = new WorkflowExecute(additionalData, mode, data);
		const run = await execution.processRunExecutionData(workflow);
		this.executions.set(id, { id, workflow: definition, mode, run: asStored(run) });
	}

	private readonly executeWorkflow = async (
		{ code }: IExecuteWorkflowInfo,
		_additionalData: IWorkflowExecuteAdditionalData,
		{ parentExecution, inputData, parentWorkflowId }: ExecuteWorkflowOptions,
	): Promise<ExecuteWorkflowData> => {
		if (this.refusal !== undefined) throw new Error(this.refusal);
		if (!code) throw new Error('Only inline sub-workflows are played');
		const workflow: IWorkflowBase = asStored({ ...code, id: code.id || parentWorkflowId });
		const data = freshRunData(workflow.nodes[0]);
		const [entry] = data.executionData?.nodeExecutionStack ?? [];
		entry.data = { main: [asStored(inputData as INodeExecutionData[])] };
		const id = await this.run(workflow, 'integrated', { ...data, parentExecution });
		const { status, waitTill } = this.get(id);
		const isWaiting = status === 'waiting';
		return { executionId: id, data: [null], waitTill: isWaiting ? new Date(waitTill ?? 0) : null };
	};
}

/** Epoch milliseconds; what is kept as JSON is a text. */
function dueAt({ run }: Stored): number {
	return new Date(run.waitTill ?? 0).getTime();
}

/** The one date that the engine itself looks at. */
function revived(data: IRunExecutionData): IRunExecutionData {
	return data.waitTill ? { ...data, waitTill: new Date(data.waitTill) } : data;
}
