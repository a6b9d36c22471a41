/**
 * A stand-in for the AgentsCode API, over real HTTP on loopback.
 *
 * ```ts
 * const emulator = await startEmulator({ behaviour: { jobs: { durationMs: 500 } } });
 * // credential: { apiKey: emulator.apiKey, baseUrl: emulator.baseUrl }
 * emulator.behaviour.jobs.progress = { stuckAt: 0 };            // any part, at any time
 * emulator.behaviour.jobs.outcome = ({ nth }) => (nth === 3 ? 'failed' : undefined);
 * emulator.behave({ rateLimit: { perSecond: 8, retryAfter: 'seconds' } });
 * emulator.fault({ route: 'startJob', kind: 'status', status: 500, startsAnyway: true });
 * emulator.fault({ route: 'getJob', times: 2, kind: 'reset' });
 * …
 * expect(emulator.count('startJob')).toBe(1);
 * expect(emulator.count('getJob', { status: 429 })).toBe(0);
 * expect(emulator.jobs.map(({ input }) => input)).toEqual([…]);
 * expect(emulator.contractViolations).toEqual([]);               // in afterEach
 * emulator.reset();                                              // between tests
 * await emulator.close();                                        // at the end
 * ```
 *
 * What is offered, in short; each file says more:
 *
 * - `baseUrl` (ends in `/v1`), `apiKey` (write to it: the old key turns wrong), `agents` (the catalogue, yours to change),
 *   `credits.available` / `credits.used` (write at will).
 * - `behaviour` (behaviour.ts): how the service behaves where its reference is silent; `behave({…})` changes parts.
 * - `fault({ route?, times?, after?, when?, startsAnyway?, kind, … })` (faults.ts): what goes wrong, and how often.
 *   Returns `{ played, remove() }`; `clearFaults()` removes all.
 * - `requests` (recorder.ts), `count(route?, { status?, agentId?, jobId? }?)`, `peakRequests`.
 *   Routes: `listAgents`, `startJob`, `getJob`, `getBalance`, `getHistory`, `unknown`.
 * - `jobs` (jobs.ts): every started job with `startedAt`, `endsAt`, `finishedAt?`, `firstSeenFinalAt?`, `polls`, `input`, `nth`,
 *   `plan.outcome`; `runningJobs`, `peakJobs`; `startJob(agentId, input?, { startedAtMs? }?)` starts one without a request;
 *   `finish(jobId?, outcome?)` ends one, or all, now.
 * - `seedHistory(n | rows, { newestAtMs?, everyMs?, agentIds?, … }?)` (seeds.ts): rows of the past, 100,000 at ease.
 * - `pause()` refuses connections, `resume()` opens the same port again; `until(condition, timeoutMs?)` waits, bounded.
 * - `strangerRequests`: what a redirect led to another origin.
 * - `contractViolations` (contract.ts): requests or answers that left openapi.yaml.
 *
 * A job can also be steered by its own input, without touching the emulator (playbook.ts):
 * `{ "emulate": { "durationMs": 500, "queuedMs": 0, "outcome": "failed", "reason": "…", "result": {…}, "progress": "absent" } }`,
 * or in a text input: `Book a table emulate:{"outcome":"cancelled"}`.
 */
import { Emulator } from './emulator';
import type { EmulatorOptions } from './options';

export type { EmulatedAgent } from './agents';
export type * from './behaviour';
export { Emulator } from './emulator';
export type { EmulatorOptions } from './options';
export type { Fault, FaultHandle, FaultKind } from './faults';
export type { EmulatedJob } from './jobs';
export type { RecordedRequest, RequestFilter } from './recorder';
export type { RouteName } from './routes';
export type { SeedOptions, SeedRow } from './seeds';

/** Starts an emulator on a free port of 127.0.0.1, or on the one asked for. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	return await new Emulator(options).open();
}
