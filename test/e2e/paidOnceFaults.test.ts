import type { IDataObject } from 'n8n-workflow';

import {
	itemsOf,
	nodeErrorOf,
	startRun,
	stopExecution,
	waitForExecution,
} from '../../scripts/real-n8n';
import type { FaultKind } from '../emulator';
import { RUN, tasks } from './support/tasks';
import { useWorkbench } from './support/workbench';
import { NODE, oneNode } from './support/workflows';

const workbench = useWorkbench('Paid once under faults', {
	behaviour: { jobs: { durationMs: 200 } },
});

const UNCLEAR: FaultKind[] = [
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 502 },
	{ kind: 'status', status: 503 },
	{ kind: 'status', status: 504 },
	{ kind: 'status', status: 408 },
	{ kind: 'status', status: 409 },
	{ kind: 'reset' },
	{ kind: 'resetMidBody' },
	{ kind: 'empty' },
	{ kind: 'html' },
	{ kind: 'truncated' },
	{ kind: 'wrongType' },
	{ kind: 'nulls' },
];

it('starts that get no clear answer, of every kind, are sent once, under Retry On Fail as well', async () => {
	const { emulator, credential } = workbench();
	UNCLEAR.forEach((fault, task) =>
		emulator.fault({
			...fault,
			route: 'startJob',
			startsAnyway: true,
			when: ({ body }) => (body as { input: IDataObject }).input.task === task,
		}),
	);
	const items = tasks(UNCLEAR.length + 1);
	const execution = await workbench().run(
		oneNode(RUN, credential, items, {
			onError: 'continueErrorOutput',
			retryOnFail: true,
			maxTries: 3,
			waitBetweenTries: 0,
		}),
	);
	expect(emulator.count('startJob')).toBe(items.length);
	expect(emulator.jobs).toHaveLength(items.length);
	expect(itemsOf(execution, NODE)).toMatchObject([{ status: 'completed' }]);
	const unclear = itemsOf(execution, NODE, { branch: 1 });
	expect(unclear).toHaveLength(UNCLEAR.length);
	for (const { error } of unclear) expect(error).toMatch(/may have been started/);
});

it('too few credits start nothing, and the message says how many are missing', async () => {
	const { emulator, credential } = workbench();
	emulator.credits.available = 12;
	const checked = { ...RUN, options: { checkCredits: true } };
	const items = tasks(3);
	const execution = await workbench().run(oneNode(checked, credential, items));
	expect(execution.status).toBe('error');
	expect(nodeErrorOf(execution, NODE)?.message).toMatch(/^3 credits are missing/);
	expect(emulator.count('startJob')).toBe(0);
});

it('Stop ends the wait; no job is started and nothing is asked for after it', async () => {
	const { emulator, credential, session } = workbench();
	emulator.behaviour.jobs.durationMs = 60_000;
	const stored = await workbench().store(oneNode(RUN, credential, tasks(2)));
	const id = await startRun(session, stored);
	await emulator.until(() => emulator.count('getJob') >= 2, 20_000);
	await stopExecution(session, id);
	expect((await waitForExecution(session, id)).status).toBe('canceled');
	const asked = emulator.requests.length;
	// Longer than the pause between two looks at jobs so young.
	await emulator.until(() => emulator.requests.length > asked, 4000).catch(() => undefined);
	expect(emulator.requests).toHaveLength(asked);
	expect(emulator.count('startJob')).toBe(2);
});

it('a job that carries an error of its own does not make n8n run the node again', async () => {
	const { emulator, credential } = workbench();
	emulator.behaviour.jobs.outcome = 'failed';
	emulator.behaviour.jobs.reasonIn = 'error';
	const passedOn = { ...RUN, options: { onFailure: 'returnJob' } };
	const execution = await workbench().run(
		oneNode(passedOn, credential, tasks(1), {
			retryOnFail: true,
			maxTries: 3,
			waitBetweenTries: 0,
		}),
	);
	expect(execution.status).toBe('success');
	const [item] = itemsOf(execution, NODE);
	expect(item).toMatchObject({ status: 'failed', errorMessage: expect.any(String) });
	expect(item).not.toHaveProperty('error');
	expect(emulator.count('startJob')).toBe(1);
});
