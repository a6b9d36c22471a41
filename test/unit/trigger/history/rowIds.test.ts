import { success, type Result } from '../../../../nodes/AgentsCode/api/result';
import type { HistoryPage, Job, Run } from '../../../../nodes/AgentsCode/api/shapes';
import { Life, MINUTE, START } from './life';

it('a row without an id that gets one when its run ends fires once', async () => {
	const row = (id: string, jobId: string, start: number, end: number | null): Run => ({
		id,
		agent: 'a',
		jobId,
		status: end === null ? 'active' : 'completed',
		startedAt: new Date(START + start * MINUTE).toISOString(),
		completedAt: end === null ? null : new Date(START + end * MINUTE).toISOString(),
	});
	const old = Array.from({ length: 10 }, (_, n) => row(`o${n}`, `jo${n}`, -5 - n, -4.5 - n));
	const source = {
		nowMs: START,
		rows: [row('jx', 'jx', -1, null), ...old],
		getHistoryPage: async (): Promise<Result<HistoryPage>> =>
			success({ runs: source.rows, hasMore: false }),
		getJob: async (_agent: string, jobId: string): Promise<Result<Job>> =>
			success({ jobId, status: 'completed' }),
	};
	const life = new Life(source);
	await life.poll();
	source.rows = [row('x', 'jx', -1, 0.5), ...old];
	await life.polls(5);
	expect(life.fired).toEqual(['jx']);
});
