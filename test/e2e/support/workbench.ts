import {
	createAgentsCodeCredential,
	type CredentialReference,
	deleteCredential,
	deleteWorkflow,
	type Execution,
	importWorkflow,
	type Session,
	startRun,
	type StoredWorkflow,
	waitForExecution,
	type WorkflowFile,
} from '../../../scripts/real-n8n';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../emulator';
import { suiteSession } from './suiteN8n';

/** What a test file works with: the suite's n8n, an emulator of its own, and a credential for it. */
export class Workbench {
	private workflowIds: string[] = [];

	private constructor(
		readonly session: Session,
		readonly emulator: Emulator,
		readonly credential: CredentialReference,
	) {}

	/** The credential's name is what a workflow without ids refers to. */
	static async open(
		credentialName: string,
		options?: EmulatorOptions,
		session = suiteSession(),
	): Promise<Workbench> {
		const emulator = await startEmulator(options);
		let credential: CredentialReference | undefined;
		try {
			credential = await createAgentsCodeCredential(session, emulator, credentialName);
			return new Workbench(session, emulator, credential);
		} finally {
			if (!credential) await emulator.close();
		}
	}

	/** Stores a workflow that goes when the test ends. */
	async store(workflow: WorkflowFile): Promise<StoredWorkflow> {
		const stored = await importWorkflow(this.session, workflow);
		this.workflowIds.push(stored.id);
		return stored;
	}

	/** Stores a workflow and runs it to its end, as the editor's button does. */
	async run(workflow: WorkflowFile, timeoutMs = 60_000): Promise<Execution> {
		const id = await startRun(this.session, await this.store(workflow));
		return await waitForExecution(this.session, id, { timeoutMs });
	}

	/** After each test: the emulator as new, the workflows gone. */
	async clear(): Promise<void> {
		const ids = this.workflowIds;
		this.workflowIds = [];
		for (const id of ids) await deleteWorkflow(this.session, id);
		this.emulator.reset();
	}

	async close(): Promise<void> {
		try {
			await deleteCredential(this.session, this.credential.id);
		} finally {
			await this.emulator.close();
		}
	}
}

/** A workbench for the tests of a file, cleared after each; what left the documented API fails a test. */
export function useWorkbench(credentialName: string, options?: EmulatorOptions): () => Workbench {
	let bench: Workbench | undefined;
	beforeAll(async () => {
		bench = await Workbench.open(credentialName, options);
	});
	afterEach(async () => {
		const violations = bench?.emulator.contractViolations ?? [];
		await bench?.clear();
		expect(violations).toEqual([]);
	});
	afterAll(async () => await bench?.close());
	return () => {
		if (!bench)
			throw new Error('The workbench opens before the first test, not while tests are listed');
		return bench;
	};
}
