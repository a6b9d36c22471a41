/**
 * The minutes of a real n8n, in half a second each; test/e2e takes them as they are. For `jest.mock`,
 * whose factories may use nothing from the test file that they stand in.
 */
export function shortMinutes(wakesLaterByMs: number): object {
	return {
		...jest.requireActual<object>('../../nodes/AgentsCode/operations/durable/limits'),
		IN_NODE_MS: 600,
		WORTH_PARKING_MS: 500,
		wakeUpAt: (deadlineAt: number) => deadlineAt + wakesLaterByMs,
	};
}
