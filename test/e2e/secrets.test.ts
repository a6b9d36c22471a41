import type { INodeParameters } from 'n8n-workflow';

import { path } from '../../scripts/platform';
import {
	activateWorkflow,
	createCredential,
	deactivateWorkflow,
	freshUserFolder,
	getExecution,
	itemsOf,
	listExecutions,
	nodeErrorOf,
	type RealN8n,
	signIn,
	startRun,
	testAgentsCodeCredential,
	waitForExecution,
} from '../../scripts/real-n8n';
import { AGENTSCODE_CREDENTIAL } from '../../scripts/real-n8n/api/credentials';
import type { FaultKind } from '../emulator';
import { filesIn, type WrittenFile } from './support/filesIn';
import { onFinishedJobs, pollsLater } from './support/polling';
import { bootWithPackage, suiteVersion } from './support/suiteN8n';
import { Workbench } from './support/workbench';
import { byId, NODE, oneNode } from './support/workflows';

// An n8n of its own: it logs all it can, and in the end everything it wrote is searched.
let n8n: RealN8n;
let workbench: Workbench;

beforeAll(async () => {
	n8n = await bootWithPackage(await freshUserFolder('e2e', 'secrets'), { N8N_LOG_LEVEL: 'debug' });
	workbench = await Workbench.open('Secrets', {}, await signIn(n8n.url));
	workbench.emulator.behave({ jobs: { durationMs: 50 } });
}, 180_000);
afterEach(() => {
	workbench.emulator.clearFaults();
	expect(workbench.emulator.strangerRequests).toEqual([]);
});
afterAll(async () => {
	// The last test has stopped n8n, so the workbench can't tidy up there; its folder is made anew.
	await n8n?.stop();
	await workbench?.emulator.close();
});

const run: INodeParameters = {
	resource: 'agent',
	operation: 'run',
	agentId: byId('event-scheduler'),
	inputMode: 'text',
	inputText: 'a',
	options: { timeoutSeconds: 2, pollIntervalSeconds: 0.1 },
};
const OPERATIONS: INodeParameters[] = [
	run,
	{ ...run, options: { ...(run.options as object), onFailure: 'returnJob' } },
	{ resource: 'agent', operation: 'getAll' },
	{ resource: 'job', operation: 'get', agentId: byId('event-scheduler'), jobId: 'no-such-job' },
	{ resource: 'credit', operation: 'getBalance' },
	{ resource: 'credit', operation: 'getHistory' },
	{ resource: 'credit', operation: 'getUsageReport', format: 'html' },
];

/** What stands where the key stood; its presence shows that the echo was stored, and is found. */
const HIDDEN = 'Bearer [hidden] came in';

/** A service that tells everybody what it was sent. */
function echoes(header: string): Array<[string, FaultKind]> {
	const echo = `Bearer ${header} came in`;
	const page = `<html><body><h1>${echo}</h1></body></html>`;
	const told = (body: object | object[]) =>
		Array.isArray(body) ? body.map((one: object) => ({ ...one, echo })) : { ...body, echo };
	return [
		['in every answer', { kind: 'mutate', change: told }],
		['in a refusal', { kind: 'status', status: 403, message: echo }],
		['in a refusal as a page', { kind: 'status', status: 401, body: page }],
		['in a breakdown', { kind: 'status', status: 500, form: 'message', message: echo }],
		['in half an answer', { kind: 'status', status: 200, body: `{"echo": "${echo}"` }],
		['in the address of a redirect', { kind: 'redirect', status: 307 }],
		['in nothing at all', { kind: 'reset' }],
	];
}

it.each(echoes('').map(([where], index): [string, number] => [where, index]))(
	'a service that echoes the key %s: it is in no stored execution',
	async (_, index) => {
		const { emulator, session, credential } = workbench;
		const [, fault] = echoes(emulator.apiKey)[index];
		emulator.fault({ times: Infinity, startsAnyway: true, ...fault });
		const ids: string[] = [];
		for (const onError of ['stopWorkflow', 'continueErrorOutput'] as const) {
			for (const parameters of OPERATIONS) {
				const stored = await workbench.store(oneNode(parameters, credential, [{}], { onError }));
				ids.push(await startRun(session, stored));
			}
		}
		for (const id of ids) {
			const { raw } = await waitForExecution(session, id);
			expect(raw).not.toContain(emulator.apiKey);
		}
	},
);

it('a job that fails with the key in its reason, and one with the key in its result', async () => {
	const { emulator, credential } = workbench;
	const echo = `Bearer ${emulator.apiKey} came in`;
	emulator.behaviour.jobs.reason = echo;
	emulator.behaviour.jobs.outcome = ({ nth }) => (nth % 2 === 0 ? 'failed' : 'completed');
	emulator.behaviour.jobs.result = { [emulator.apiKey]: { echo: [echo] } };
	const execution = await workbench.run(
		oneNode(run, credential, [{}, {}], { onError: 'continueErrorOutput' }),
	);
	expect(JSON.stringify(itemsOf(execution, NODE))).toContain(HIDDEN);
	expect(JSON.stringify(itemsOf(execution, NODE, { branch: 1 }))).toContain(HIDDEN);
	expect(execution.raw).not.toContain(emulator.apiKey);
});

const IS_2_8 = suiteVersion() === '2.8.4';

/** n8n 2.8 follows the redirect no more than newer ones, but applies no rule of the test to it. */
const REDIRECT_TOLD = IS_2_8 ? /status code 302/ : /'Base URL' leads elsewhere/;

it('a trigger whose polls fail, and the test of a credential', async () => {
	const { emulator, session, credential } = workbench;
	const stored = await workbench.store(onFinishedJobs(credential));
	await activateWorkflow(session, stored);
	const message = `Bearer ${emulator.apiKey} came in`;
	emulator.fault({ route: 'getHistory', times: Infinity, kind: 'status', status: 403, message });
	await pollsLater(emulator, 2);
	emulator.clearFaults();
	emulator.fault({ route: 'getHistory', times: 1, kind: 'redirect', status: 302 });
	await pollsLater(emulator, 2);
	await deactivateWorkflow(session, stored.id);
	for (const { id } of await listExecutions(session, { workflowId: stored.id })) {
		expect((await getExecution(session, id)).raw).not.toContain(emulator.apiKey);
	}

	const { apiKey, baseUrl } = emulator;
	emulator.fault({ route: 'getBalance', kind: 'redirect', status: 302 });
	const redirected = await testAgentsCodeCredential(session, { apiKey, baseUrl });
	expect(redirected).toMatchObject({
		status: 'Error',
		message: expect.stringMatching(REDIRECT_TOLD),
	});
	emulator.fault({ route: 'getBalance', kind: 'status', status: 403, message });
	expect((await testAgentsCodeCredential(session, { apiKey, baseUrl })).status).toBe('Error');
});

it("the credential's allowed domains are honoured", async () => {
	const { emulator, session } = workbench;
	const limitedTo = async (allowedDomains: string) => {
		const { apiKey, baseUrl } = emulator;
		const data = { apiKey, baseUrl, allowedHttpRequestDomains: 'domains', allowedDomains };
		const limited = await createCredential(session, AGENTSCODE_CREDENTIAL, data, allowedDomains);
		const before = emulator.count();
		const execution = await workbench.run(
			oneNode({ resource: 'credit', operation: 'getBalance' }, limited),
		);
		return { execution, requests: emulator.count() - before };
	};
	const refused = await limitedTo('api.agentscode.dev, *.example.com');
	expect(nodeErrorOf(refused.execution, NODE)?.message).toMatch(
		/must not be sent to 127\.0\.0\.1.*'Allowed Domains'/,
	);
	expect(refused.requests).toBe(0);
	const allowed = await limitedTo('example.com, 127.0.0.1');
	expect(allowed.execution.status).toBe('success');
	expect(allowed.requests).toBe(1);
});

/**
 * At the level `debug`, n8n 2.8 logs the whole refused answer to the test of a credential: here one
 * that echoes the key. Nothing is left out of what a newer one logs.
 */
function withoutRefusedTests({ file, bytes }: WrittenFile): WrittenFile {
	if (!IS_2_8 || path.basename(file) !== 'n8n.log') return { file, bytes };
	const kept = bytes.toString().replace(/ \| debug \| Credential test failed .*/g, '');
	return { file, bytes: Buffer.from(kept) };
}

it('nothing that n8n wrote holds the key: no database, no log, no file', async () => {
	const { apiKey } = workbench.emulator;
	await n8n.stop();
	const files = (await filesIn(n8n.userFolder)).map(withoutRefusedTests);
	const holding = (text: string) =>
		files.filter(({ bytes }) => bytes.includes(text)).map(({ file }) => path.basename(file));
	// What was echoed did get into both, without the key: so the search would find it there.
	expect(holding(HIDDEN)).toEqual(expect.arrayContaining(['database.sqlite']));
	expect(holding('AgentsCode')).toEqual(expect.arrayContaining(['database.sqlite', 'n8n.log']));
	const base64 = Buffer.from(`Bearer ${apiKey}`).toString('base64');
	for (const form of [apiKey, base64, Buffer.from(apiKey).toString('hex')]) {
		expect(holding(form)).toEqual([]);
	}
}, 60_000);
