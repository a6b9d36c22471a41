import { success, type Result } from '../../../nodes/AgentsCode/api/result';
import type { Job } from '../../../nodes/AgentsCode/api/shapes';
import type { HistorySource } from '../../../nodes/AgentsCode/trigger/history/source';

/** A service whose jobs answer by their id; it counts what is asked at once. */
export class Jobs implements HistorySource {
	readonly asked: string[] = [];
	mostAtOnce = 0;
	private atOnce = 0;

	constructor(private readonly answers: Record<string, Result<Job>>) {}

	getHistoryPage = () => Promise.reject(new Error('Nobody should read the history'));

	async getJob(agent: string, jobId: string): Promise<Result<Job>> {
		this.asked.push(`${agent}/${jobId}`);
		this.mostAtOnce = Math.max(this.mostAtOnce, ++this.atOnce);
		await Promise.resolve();
		this.atOnce--;
		return this.answers[jobId] ?? success({ jobId, status: 'completed', result: jobId });
	}
}
