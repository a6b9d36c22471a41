import type { IContextObject, IExecuteFunctions } from 'n8n-workflow';
import { checkJobs } from '../../../../nodes/AgentsCode/operations/durable/check';
import { wasStopped } from '../../../../nodes/AgentsCode/operations/durable/parent';
import type { Parcel } from '../../../../nodes/AgentsCode/operations/durable/parcel';
import { parkedJob } from './jobs';

const PARCEL: Parcel = {
	parentExecutionId: '17',
	goesOn: false,
	nextLookAt: 0,
	settled: [],
	parked: [parkedJob({ jobId: 'j1' }), parkedJob({ itemIndex: 1, jobId: 'j2' })],
};

/** What a checking node meets in n8n, as far as it gets. */
function context(change: object = {}): IExecuteFunctions {
	const flow: IContextObject = {};
	return {
		getNode: () => ({ name: 'AgentsCode', type: 'n8n-nodes-agentscode.agentsCode' }),
		getContext: () => flow,
		getExecutionDataById: async () => undefined,
		getExecutionCancelSignal: () => new AbortController().signal,
		getCredentials: async () => ({ apiKey: 'key', baseUrl: 'http://127.0.0.1:9/v1' }),
		logger: { warn: () => undefined },
		...change,
	} as unknown as IExecuteFunctions;
}

it('a check that is stopped ends as cancelled, and lists the jobs that go on', async () => {
	const stopped = context({ getExecutionCancelSignal: () => AbortSignal.abort() });
	await expect(checkJobs(stopped, PARCEL)).rejects.toMatchObject({
		message: expect.stringMatching(/canceled.*j1 \(active\), j2 \(active\)/) as string,
	});
});

const withoutCredential = {
	getCredentials: async () => {
		throw new Error('The credential is gone');
	},
};

it('a check that can not be made ends the waits whose time is up, and no others', async () => {
	const later = parkedJob({ itemIndex: 1, jobId: 'j2', startedAtMs: Date.now() });
	const parcel = { ...PARCEL, goesOn: true, parked: [parkedJob({ jobId: 'j1' }), later] };
	const n8n = context(withoutCredential);
	const [items, [next]] = await checkJobs(n8n, parcel);
	expect(items).toEqual([]);
	expect(next.json).toMatchObject({ parked: [later], settled: [] });

	const [ended] = await checkJobs(n8n, { ...parcel, parked: [{ ...later, startedAtMs: 0 }] });
	expect(ended.map(({ json }) => json.details)).toMatchObject([{ jobId: 'j1' }, { jobId: 'j2' }]);
});

it('a check that can not be made at the end of all waits ends the node in words, with the IDs of all jobs', async () => {
	await expect(checkJobs(context(withoutCredential), PARCEL)).rejects.toMatchObject({
		message: 'The credential is gone',
		description: expect.stringMatching(/j1 \(active\), j2 \(active\)/) as string,
	});
});

it('or fails each item with its ID, where the node is set to continue', async () => {
	const parcel = { ...PARCEL, goesOn: true };
	const [items, waiting] = await checkJobs(context(withoutCredential), parcel);
	expect(waiting).toEqual([]);
	expect(items.map(({ json, pairedItem }) => [json, pairedItem])).toEqual(
		['j1', 'j2'].map((jobId, item) => [
			{ error: 'The credential is gone', details: { agentId: 'a1', jobId, status: 'active' } },
			{ item },
		]),
	);
});

describe('whether the parked execution was stopped', () => {
	const read = (getExecutionDataById: unknown) => context({ getExecutionDataById });
	const ended = (error?: object) => read(async () => ({ resultData: { error } }));

	it.each<[what: string, n8n: IExecuteFunctions, stopped: boolean]>([
		['it waits', ended(), false],
		['n8n says so by name', ended({ name: 'ManualExecutionCancelledError', message: '' }), true],
		['n8n says so in words', ended({ message: 'The execution was cancelled manually' }), true],
		['something else went wrong', ended({ name: 'NodeApiError', message: 'no' }), false],
		['it is gone', read(async () => undefined), false],
		['n8n can not tell', read(undefined), false],
		['n8n fails to tell', read(async () => Promise.reject(new Error('no database'))), false],
	])('%s', async (_what, n8n, stopped) => {
		expect(await wasStopped(n8n, '17')).toBe(stopped);
	});

	it('is asked of the parked execution, and a check then asks for nothing', async () => {
		const asked: string[] = [];
		const n8n = context({
			getExecutionDataById: async (id: string) => {
				asked.push(id);
				return { resultData: { error: { name: 'ManualExecutionCancelledError' } } };
			},
			getCredentials: async () => Promise.reject(new Error('nobody should ask')),
		});
		expect(await checkJobs(n8n, PARCEL)).toEqual([[], []]);
		expect(asked).toEqual(['17']);
	});
});
