import {
	runHints,
	timeoutHints,
	timeoutRemark,
	type RunFacts,
	type WaitFacts,
} from '../../../nodes/AgentsCode/operations/common/runHints';

const RUN: RunFacts = {
	jobs: 20,
	maxConcurrentJobs: 50,
	isBoundChosen: false,
	credits: 40,
	isCreditChecked: false,
};
const messagesOf = (change: Partial<RunFacts>) =>
	runHints({ ...RUN, ...change }).map(({ message }) => message);

describe('hints about many jobs', () => {
	it.each<[string, Partial<RunFacts>]>([
		['few jobs for few credits', {}],
		['as many jobs as may run at once', { jobs: 50 }],
		['more jobs, but the bound was chosen', { jobs: 60, isBoundChosen: true }],
		['exactly the credits that are not many yet', { credits: 100 }],
		['one dear job, whose price the picker has shown', { jobs: 1, credits: 500 }],
		['no known price', { credits: undefined }],
	])('none: %s', (_, change) => {
		expect(messagesOf(change)).toEqual([]);
	});

	it('many credits: how many, and what guards against it', () => {
		expect(messagesOf({ credits: 101.5 })).toEqual([
			"20 items asked for 20 paid runs, 101.5 credits in all. Switch on 'Check Credits First' to start nothing when the balance does not suffice.",
		]);
	});

	it('many credits with the guard in place: only how many', () => {
		expect(messagesOf({ credits: 101, isCreditChecked: true })).toEqual([
			'20 items asked for 20 paid runs, 101 credits in all',
		]);
	});

	it('more jobs than run at once: which option changes that', () => {
		expect(messagesOf({ jobs: 51 })).toEqual([
			"51 jobs, of which no more than 50 ran at once. 'Max Concurrent Jobs' in the options changes that.",
		]);
	});
});

describe("a time-out longer than the workflow's own", () => {
	it.each<[WaitFacts]>([
		[{ timeoutSeconds: 600, workflowTimeoutSeconds: undefined }],
		[{ timeoutSeconds: 600, workflowTimeoutSeconds: -1 }],
		[{ timeoutSeconds: 600, workflowTimeoutSeconds: 600 }],
		[{ timeoutSeconds: undefined, workflowTimeoutSeconds: 60 }],
	])('none: %j', (facts) => {
		expect([timeoutRemark(facts), timeoutHints(facts)]).toEqual([undefined, []]);
	});

	it('is told with both figures and what to do', () => {
		const facts = { timeoutSeconds: 600, workflowTimeoutSeconds: 60 };
		expect(timeoutRemark(facts)).toMatch(
			/60 seconds.*'Timeout \(Seconds\)' \(600\).*'Timeout After'/,
		);
		expect(timeoutHints(facts)).toEqual([
			{ type: 'warning', location: 'outputPane', message: timeoutRemark(facts) },
		]);
	});
});
