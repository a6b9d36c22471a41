import { describeParking, openRelease, released } from './releasing';
import type * as Minutes from './shortMinutes';

jest.mock('../../nodes/AgentsCode/operations/durable/limits', () =>
	jest.requireActual<typeof Minutes>('./shortMinutes').shortMinutes(0),
);

const { emulator, parked } = openRelease();

const YEAR_MS = 365 * 24 * 3_600_000;

describeParking('an n8n that can park', () => {
	it.each([1e9, 1e13, Number.MAX_SAFE_INTEGER, 1e300])(
		'with a time-out of %d seconds, an execution is put to rest until a date',
		async (timeoutSeconds) => {
			emulator.behaviour.jobs.durationMs = 60_000;
			const { n8n, id } = await parked(released(1, {}, { timeoutSeconds }));
			const { status, waitTill } = n8n.get(id);
			expect(status).toBe('waiting');
			expect((Date.parse(String(waitTill)) - Date.now()) / YEAR_MS).toBeCloseTo(1, 3);
		},
	);
});
