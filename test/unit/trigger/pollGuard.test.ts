import { enterPoll } from '../../../nodes/AgentsCode/trigger/pollGuard';

const NOW = Date.UTC(2026, 4, 1);

describe('two polls of one trigger', () => {
	it('take turns, and know when the last one began', () => {
		const first = enterPoll('w:n', NOW);
		expect(first?.previousAtMs).toBeUndefined();
		expect(enterPoll('w:n', NOW + 1)).toBeUndefined();
		expect(enterPoll('w:other', NOW + 1)).toBeDefined();
		first?.leave();
		expect(enterPoll('w:n', NOW + 2)?.previousAtMs).toBe(NOW);
	});
});
