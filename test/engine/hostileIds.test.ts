import type { RouteName } from '../emulator';
import { runParameters } from './agentRuns';
import { errorOf, jsonOf } from './harness';
import { TriggerLife } from './pollHarness';
import { byId, EVENT_SCHEDULER, openStage } from './stage';

const stage = openStage({ jobs: { durationMs: 0, queuedMs: 0 } });

const run = runParameters();

/** An ID, and whether it may stand in a path as it is. */
const IDS: Array<[string, string, boolean]> = [
	['slashes', 'a/b', false],
	['a way up', '../credits/balance', false],
	['an encoded way up', '..%2Fcredits%2Fbalance', true],
	['a dot', '.', false],
	['two dots', '..', false],
	['three dots', '...', true],
	['dots inside', 'v1.2..3', true],
	['backslashes', 'a\\b', false],
	['a query', 'a?input=1', true],
	['a fragment', 'a#b', true],
	['a percent sign', '100%', true],
	['a null byte', `a${String.fromCharCode(0)}b`, false],
	['line breaks', 'a\r\nHost: evil.dev', false],
	['an escape sequence', `${String.fromCharCode(27)}[31mred`, false],
	['half an emoji', '\ud83d', false],
	['an emoji', '👩‍🚀', true],
	['other scripts', 'größe-日本', true],
	['text from right to left', 'مرحبا', true],
	['an address', 'https://evil.dev/x', false],
	['a template', '{{ $env.SECRET }}', true],
	['markup', '<script>alert(1)<\\/script>', false],
	['500 characters', 'x'.repeat(500), true],
	['501 characters', 'x'.repeat(501), false],
	['10 kB', 'x'.repeat(10_240), false],
	['a name of the prototype', '__proto__', true],
	['a name of every object', 'constructor', true],
];

/** The parts of a path, as the service reads them. */
function reveal(path: string): string[] {
	return path.replace(/^\/v1/, '').split('?')[0].split('/').slice(1).map(decodeURIComponent);
}

describe('an ID', () => {
	it.each(IDS)('with %s goes out as one part of the path, or not at all', async (_, id, mayBe) => {
		const { emulator } = stage;
		emulator.agents.push({ ...emulator.agents[0], id });
		const item = { id };
		const ran = await stage.run([item], { ...run, agentId: byId('={{ $json.id }}') });
		if (mayBe) {
			expect(errorOf(ran)).toBeUndefined();
			expect(jsonOf(ran)[0]).toMatchObject({ agentId: id, status: 'completed' });
			expect(emulator.jobs.map(({ agentId }) => agentId)).toEqual([id]);
			return;
		}
		expect(errorOf(ran)?.message).toMatch(/can't be the ID of an agent|The Agent ID is longer/);
		expect(errorOf(ran)?.message.length).toBeLessThan(300);
		expect(/\p{Cc}/u.test(errorOf(ran)?.message ?? '')).toBe(false);
		expect(emulator.requests).toEqual([]);
	});

	it.each(IDS)('of a job with %s too', async (_, id, mayBe) => {
		const ran = await stage.run([{ id }], {
			resource: 'job',
			operation: 'get',
			agentId: EVENT_SCHEDULER,
			jobId: '={{ $json.id }}',
		});
		const [request] = stage.emulator.requests;
		if (mayBe) expect(reveal(request.path)).toEqual(['agents', 'event-scheduler', id]);
		else expect(request).toBeUndefined();
		expect(errorOf(ran)?.message).toMatch(
			mayBe ? /does not know it/ : /can't be the ID of a job|The Job ID is longer/,
		);
	});

	it('that the history tells is held to the same rules when a result is fetched', async () => {
		const life = new TriggerLife({ credential: () => stage.credential() });
		await life.activate();
		const jobIds = ['../../credits/balance', 'a/b', '.', '..', 'x'.repeat(501), 'x'.repeat(10_240)];
		stage.emulator.seedHistory(jobIds.map((jobId, n) => ({ id: `odd-${n}`, jobId })));
		const events = await life.poll();
		expect(events.map(({ jobId }) => jobId).sort()).toEqual([...jobIds].sort());
		for (const { errorMessage } of events) {
			expect(errorMessage).toMatch(/^The job's result could not be read/);
		}
		const asked = new Set<RouteName>(stage.emulator.requests.map(({ route }) => route));
		expect([...asked].sort()).toEqual(['getHistory', 'listAgents']);
	});
});
