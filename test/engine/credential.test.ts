import { CREDENTIAL_FRESH_MS } from '../../nodes/AgentsCode/api/credential';
import { runParameters } from './agentRuns';
import { errorOf, jsonOf, simpleWorkflow } from './harness';
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
