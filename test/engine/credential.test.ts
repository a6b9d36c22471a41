import { CREDENTIAL_FRESH_MS } from '../../nodes/AgentsCode/api/credential';
import { runParameters } from './agentRuns';
import { errorOf, jsonOf, outputOf, simpleWorkflow } from './harness';
import { lasting } from './lastingRuns';
import { EAGER, openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 100 } });

/** A credential that counts how often n8n reads it, and says at each read what the key is. */
function watched(keyAt: (reads: number) => string) {
	const sinceMs = Date.now();
	let reads = 0;
	const credential = {
		baseUrl: stage.emulator.baseUrl,
		get apiKey() {
			return keyAt(++reads);
		},
	};
	const mostReads = () => 1 + Math.floor((Date.now() - sinceMs) / CREDENTIAL_FRESH_MS);
	return { credential, reads: () => reads, mostReads };
}

it('is read a few times, not for each request', async () => {
	const { credential, reads, mostReads } = watched(() => stage.emulator.apiKey);
	const items = lasting(...new Array<number>(20).fill(400));
	const ran = await stage.play(simpleWorkflow(items, runParameters(EAGER)), { credential });
	expect(errorOf(ran)).toBeUndefined();
	// A start and a look for each job at least; how many more depends on how busy the machine is.
	expect(stage.emulator.requests.length).toBeGreaterThanOrEqual(40);
	expect(reads()).toBeLessThanOrEqual(mostReads());
});

it('may be given another key in the middle of a wait', async () => {
	stage.emulator.apiKey = 'first-key';
	const { credential, reads, mostReads } = watched((count) => {
		if (count === 2) stage.emulator.apiKey = 'second-key';
		return count === 1 ? 'first-key' : 'second-key';
	});
	const items = lasting(CREDENTIAL_FRESH_MS + 1500);
	const parameters = runParameters({ ...EAGER, pollIntervalSeconds: 1 });
	const ran = await stage.play(simpleWorkflow(items, parameters), { credential });
	expect(errorOf(ran)).toBeUndefined();
	expect(jsonOf(ran)).toMatchObject([{ status: 'completed' }]);
	expect(reads()).toBeGreaterThanOrEqual(2);
	expect(reads()).toBeLessThanOrEqual(mostReads());
});

describe('not to be read for a moment', () => {
	/** The first start takes so long that n8n is asked for the credential anew for the second. */
	async function secondStart(unreadable: number) {
		const { credential } = watched((count) => {
			if (count > 1 && count <= 1 + unreadable) throw new Error('The vault is sealed.');
			return stage.emulator.apiKey;
		});
		stage.emulator.fault({ route: 'startJob', kind: 'hang', ms: CREDENTIAL_FRESH_MS + 100 });
		const parameters = runParameters({ maxConcurrentJobs: 1 }, { waitForCompletion: false });
		const settings = { onError: 'continueErrorOutput' } as const;
		const workflow = simpleWorkflow(lasting(100, 100), parameters, settings);
		return await stage.play(workflow, { credential });
	}

	it('makes no start unclear: nothing was sent, so it is sent again', async () => {
		const ran = await secondStart(2);
		expect(jsonOf(ran)).toHaveLength(2);
		expect(stage.emulator.jobs).toHaveLength(2);
	});

	it('is told, and that nothing was started, once it lasts', async () => {
		const ran = await secondStart(Infinity);
		expect(outputOf(ran)[1].map(({ json }) => json.error)).toEqual([
			'Could not start agent "event-scheduler": n8n could not read the credential: The vault is sealed',
		]);
		expect(stage.emulator.count('startJob')).toBe(1);
	});
});
