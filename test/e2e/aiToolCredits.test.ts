import { fromAI, once } from './support/agentWithTool';
import { useConversation } from './support/toolConversation';

const { emulator, toolAnswers, converse } = useConversation('AI tool credit tests');

describe("as a tool of n8n's AI Agent, over credits", () => {
	it('filters the history by what the model says', async () => {
		emulator().seedHistory(20);
		const parameters = {
			resource: 'credit',
			operation: 'getHistory',
			limit: fromAI('limit', 'number'),
			filters: {
				agentId: fromAI('agent'),
				statuses: fromAI('statuses'),
				startedAfter: fromAI('after'),
			},
		};
		const call = { agent: 'event-scheduler', statuses: 'completed', after: '2020-01-01', limit: 2 };
		await converse(parameters, once(call));
		const rows = JSON.parse(toolAnswers()[0]) as Array<{ agent: string; status: string }>;
		expect(rows.length).toBeGreaterThan(0);
		expect(rows.length).toBeLessThanOrEqual(2);
		for (const { agent, status } of rows) {
			expect([agent, status]).toEqual(['event-scheduler', 'completed']);
		}
	});

	it('makes the report that the model asks for', async () => {
		emulator().seedHistory(20);
		const parameters = {
			resource: 'credit',
			operation: 'getUsageReport',
			period: fromAI('period'),
			groupBy: fromAI('groupBy'),
			format: fromAI('format'),
		};
		await converse(
			parameters,
			once({ period: 'last30Days', groupBy: 'status', format: 'markdown' }),
		);
		expect(toolAnswers()[0]).toContain('*AgentsCode usage report*');
	});
});
