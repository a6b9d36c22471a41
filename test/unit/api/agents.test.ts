import {
	agentIdOf,
	agentLabel,
	findAgent,
	isActive,
	mentions,
} from '../../../nodes/AgentsCode/api/agents';
import type { Agent } from '../../../nodes/AgentsCode/api/shapes';

/** Both of the reference's examples, and what a service may make of the fields it does not promise. */
const AGENTS: Agent[] = [
	{ id: 'agent_1', name: 'youtube-transcription', displayName: 'YouTube Transcription' },
	{ id: 'agent-name', name: 'Agent Name' },
	{ id: 'youtube-transcription', displayName: 'agent-name' },
	{ id: 'bare' },
];

/** An agent as JSON may bring it: nothing but the id is sure. */
function odd(fields: Record<string, unknown>): Agent {
	return { id: 'odd', ...fields } as Agent;
}

describe('agentLabel', () => {
	it.each<[Agent, string]>([
		[AGENTS[0], 'YouTube Transcription'],
		[AGENTS[1], 'Agent Name'],
		[AGENTS[3], 'bare'],
		[odd({ displayName: '', name: 'Name' }), 'Name'],
		[odd({ displayName: '  ', name: '' }), 'odd'],
		[odd({ displayName: null, name: null }), 'odd'],
		[odd({ displayName: 7, name: {} }), 'odd'],
	])('%j → %j', (agent, label) => {
		expect(agentLabel(agent)).toBe(label);
	});
});

describe('which agent a text means', () => {
	it.each([
		['agent_1', 'agent_1'],
		['YouTube Transcription', 'agent_1'],
		['youtube-transcription', 'youtube-transcription'],
		['agent-name', 'agent-name'],
		['Agent Name', 'agent-name'],
		['bare', 'bare'],
	])('%j is the agent with the ID %j: IDs before names before display names', (text, id) => {
		expect(findAgent(AGENTS, text)?.id).toBe(id);
		expect(agentIdOf(AGENTS, text)).toBe(id);
	});

	it('leaves a text that no agent goes by as it stands', () => {
		expect(findAgent(AGENTS, 'gone-agent')).toBeUndefined();
		expect(agentIdOf(AGENTS, 'gone-agent')).toBe('gone-agent');
	});
});

describe('isActive', () => {
	it.each<[unknown, boolean]>([
		['ACTIVE', true],
		['active', true],
		[' Active ', true],
		['INACTIVE', false],
		['', false],
		[undefined, false],
		[null, false],
		[1, false],
	])('%j → %j', (status, active) => {
		expect(isActive(odd({ status }))).toBe(active);
	});
});

describe('mentions', () => {
	const agent = odd({ name: 'Namé', displayName: 'Display', description: 'Reads invoices' });

	it.each([
		['', true],
		['  ', true],
		['ODD', true],
		['namé', true],
		['play', true],
		[' INVOICE ', true],
		['xyz', false],
	])('%j → %j', (text, found) => {
		expect(mentions(agent, text)).toBe(found);
	});

	it('passes over fields that are no text', () => {
		expect(mentions(odd({ name: 7, displayName: null, description: ['x'] }), 'x')).toBe(false);
	});
});
