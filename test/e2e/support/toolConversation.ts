import type { INodeParameters } from 'n8n-workflow';

import {
	createCredential,
	type CredentialReference,
	deleteCredential,
	type Execution,
} from '../../../scripts/real-n8n';
import { agentWithTool } from './agentWithTool';
import { type ChatModel, type Move, openChatModel } from './chatModel';
import { suiteVersion } from './suiteN8n';
import { useWorkbench } from './workbench';

/** These n8n end the execution with what a tool throws; newer ones tell the model. */
export const ENDS_WITH_TOOL = ['1.123.81', '2.8.4'].includes(suiteVersion());

/** For a test file: a workbench, a stand-in model, and n8n's AI Agent between it and the node. */
export function useConversation(credentialName: string) {
	const workbench = useWorkbench(credentialName, { behaviour: { jobs: { durationMs: 300 } } });
	let model: ChatModel;
	let modelCredential: CredentialReference;

	beforeAll(async () => {
		model = await openChatModel();
		modelCredential = await createCredential(
			workbench().session,
			'openAiApi',
			{ apiKey: 'stand-in', url: model.url },
			`${credentialName}: stand-in model`,
		);
	});
	afterAll(async () => {
		await deleteCredential(workbench().session, modelCredential.id);
		await model.close();
	});

	const workflow = (parameters: INodeParameters) =>
		agentWithTool(parameters, { model: modelCredential, agentsCode: workbench().credential });

	async function converse(
		parameters: INodeParameters,
		next: (toolAnswers: string[]) => Move,
	): Promise<Execution> {
		model.play(next);
		const execution = await workbench().run(workflow(parameters));
		expect([execution.status, execution.error?.message]).toEqual(['success', undefined]);
		return execution;
	}

	/** The same, where the tool has something to say that keeps it from an answer. */
	async function converseAbout(
		words: string,
		parameters: INodeParameters,
		next: (toolAnswers: string[]) => Move,
	): Promise<void> {
		if (!ENDS_WITH_TOOL) {
			await converse(parameters, next);
			return expect(model.toolAnswers()[0]).toContain(words);
		}
		model.play(next);
		const { status, error } = await workbench().run(workflow(parameters));
		expect({ status, words: error?.message }).toEqual({
			status: 'error',
			words: expect.stringContaining(words) as string,
		});
	}

	return {
		emulator: () => workbench().emulator,
		/** What the tool has answered in this conversation, in order. */
		toolAnswers: () => model.toolAnswers(),
		converse,
		converseAbout,
	};
}
