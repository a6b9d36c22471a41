import { loadOptions, type PickerRequest, searchList } from '../../scripts/real-n8n';
import { useWorkbench } from './support/workbench';
import { AGENTSCODE, AGENTSCODE_TRIGGER } from './support/workflows';

const workbench = useWorkbench('Picker tests');

const agentField = (): PickerRequest => ({
	type: AGENTSCODE,
	methodName: 'searchAgents',
	path: 'parameters.agentId',
	parameters: { resource: 'agent', operation: 'run' },
	credentials: { agentsCodeApi: workbench().credential },
});

describe('the agent picker', () => {
	it('lists every agent with its price, active ones first', async () => {
		const { session, emulator } = workbench();
		const { results } = await searchList(session, agentField());
		expect(results.map(({ value }) => value).sort()).toEqual(
			emulator.agents.map(({ id }) => id).sort(),
		);
		expect(results.map(({ name }) => name)).toContain('YouTube Transcription (3 credits)');
		const firstInactive = results.findIndex(({ name }) => /inactive/i.test(name));
		expect(results.slice(firstInactive).every(({ name }) => /inactive/i.test(name))).toBe(true);
		expect(firstInactive).toBe(emulator.agents.filter(({ status }) => status === 'ACTIVE').length);
	});

	it.each([
		['YOUTUBE', ['agent_123456']],
		['event-sched', ['event-scheduler']],
		['appointments', ['event-scheduler']],
		['no such agent', []],
	])('finds %p', async (search, found) => {
		const { results } = await searchList(workbench().session, agentField(), search);
		expect(results.map(({ value }) => value)).toEqual(found);
	});

	it('says why there is no list when the key is wrong, and leaves the key out', async () => {
		const { session, emulator } = workbench();
		const rightKey = emulator.apiKey;
		emulator.apiKey = 'another-key';
		const refusal = searchList(session, agentField()).finally(() => (emulator.apiKey = rightKey));
		await expect(refusal).rejects.toThrow(/API key/);
		await expect(refusal).rejects.not.toThrow(rightKey);
	});
});

describe("the trigger's agent list", () => {
	it('offers the same agents', async () => {
		const { session, emulator } = workbench();
		const options = await loadOptions(session, {
			...agentField(),
			type: AGENTSCODE_TRIGGER,
			methodName: 'getAgents',
			path: 'parameters.agentIds',
			parameters: { event: 'jobFinished' },
		});
		expect(options).toHaveLength(emulator.agents.length);
	});
});
