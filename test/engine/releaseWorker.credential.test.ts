import type * as client from '../../nodes/AgentsCode/api/client';
import { errorOf, jsonOf } from './harness';
import { describeParking, openRelease, released } from './releasing';
import type * as Minutes from './shortMinutes';

jest.mock('../../nodes/AgentsCode/operations/durable/limits', () =>
	jest.requireActual<typeof Minutes>('./shortMinutes').shortMinutes(5000),
);

/** How many times the credential can't be read. */
let mockFailures = 0;
jest.mock('../../nodes/AgentsCode/api/client', () => {
	const actual = jest.requireActual<typeof client>('../../nodes/AgentsCode/api/client');
	const createApi = async (...args: Parameters<typeof actual.createApi>) => {
		if (mockFailures-- > 0) throw new Error('The secrets provider is not connected');
		return await actual.createApi(...args);
	};
	return { ...actual, createApi };
});

const { emulator, parked, startOnce } = openRelease();
beforeEach(() => {
	mockFailures = 0;
});

async function waiting(timeoutSeconds: number) {
	const { n8n, id } = await parked(released(2, {}, { timeoutSeconds }));
	expect(n8n.get(id).status).toBe('waiting');
	return { n8n, id };
}

describeParking('an n8n that can park', () => {
	it('a credential that can not be read for a moment ends no parked wait', async () => {
		const { n8n, id } = await waiting(20);
		mockFailures = 1;
		await n8n.untilAllEnded();
		expect(errorOf(n8n.get(id))).toBeUndefined();
		expect(jsonOf(n8n.get(id)).map(({ status }) => status)).toEqual(['completed', 'completed']);
		startOnce(2);
	});

	it('one that is gone for good is told once the time is up, with all jobs', async () => {
		const { n8n, id } = await waiting(2);
		mockFailures = Infinity;
		await n8n.untilAllEnded();
		const { message, description } = errorOf(n8n.get(id)) ?? {};
		expect(message).toContain('The secrets provider is not connected');
		for (const { jobId } of emulator.jobs) expect(description).toContain(jobId);
	});
});
