import {
	activateWorkflow,
	CREDENTIAL_NAME,
	itemsOf,
	listExecutions,
	waitForExecutions,
	type WorkflowFile,
} from '../../scripts/real-n8n';
import { type Chat, openChat, postingTo } from './support/chat';
import { readExample, runExample } from './support/examples';
import { EVERY_5_SECONDS, pollsLater } from './support/polling';
import { useWorkbench } from './support/workbench';

const workbench = useWorkbench(CREDENTIAL_NAME);

const TRIGGER = 'When Credits Are Low';
const EXAMPLE = 'low-credits-alarm';

let chat: Chat;
beforeAll(async () => {
	chat = await openChat();
});
beforeEach(() => chat.posts.splice(0));
afterAll(async () => await chat.close());

function pollingOften(workflow: WorkflowFile): WorkflowFile {
	const nodes = workflow.nodes.map((node) =>
		node.name === TRIGGER
			? { ...node, parameters: { ...node.parameters, pollTimes: { item: EVERY_5_SECONDS } } }
			: node,
	);
	return { ...workflow, nodes };
}

const alarm = (available: number) => ({
	text: `Only ${available} AgentsCode credits are left (the alarm is set to 100)`,
});

describe('the low-credits alarm', () => {
	it('shows what it would post when it is run by hand', async () => {
		workbench().emulator.credits.available = 500;
		const execution = await runExample(
			workbench(),
			postingTo(chat, await readExample(EXAMPLE), 'Post Alarm'),
		);
		expect(itemsOf(execution, TRIGGER)).toEqual([
			{ event: 'creditsLow', available: 500, used: 50, threshold: 100 },
		]);
		expect(chat.posts).toEqual([alarm(500)]);
	});

	it('posts once when published with low credits, and again when they have risen and fallen', async () => {
		const { emulator, session } = workbench();
		emulator.credits.available = 80;
		const example = postingTo(chat, await readExample(EXAMPLE), 'Post Alarm');
		const stored = await workbench().store(pollingOften(example));
		await activateWorkflow(session, stored);
		await waitForExecutions(session, stored.id, 1, 60_000);
		expect(chat.posts).toEqual([alarm(80)]);

		emulator.credits.available = 70;
		await pollsLater(emulator, 2, 'getBalance');
		expect(await listExecutions(session, { workflowId: stored.id })).toHaveLength(1);

		emulator.credits.available = 150;
		await pollsLater(emulator, 2, 'getBalance');
		emulator.credits.available = 60;
		const executions = await waitForExecutions(session, stored.id, 2, 60_000);
		expect(executions.map(({ mode, status }) => [mode, status])).toEqual([
			['trigger', 'success'],
			['trigger', 'success'],
		]);
		expect(chat.posts).toEqual([alarm(80), alarm(60)]);
	});
});
