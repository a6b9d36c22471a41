import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { SeedRow } from '../emulator';
import { errorOf, jsonOf, simpleWorkflow } from './harness';
import { openStage } from './stage';

export const report = (parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'credit',
	operation: 'getUsageReport',
	...parameters,
});

export const may = (parameters: INodeParameters = {}) =>
	report({ period: 'custom', from: '2026-05-01', to: '2026-05-31', ...parameters });

export function openReports() {
	const { emulator, play, run } = openStage();

	async function figures(parameters: INodeParameters, timezone = 'Europe/Berlin') {
		const workflow = simpleWorkflow([{}], parameters);
		const ran = await play({ ...workflow, settings: { executionOrder: 'v1', timezone } });
		expect(errorOf(ran)).toBeUndefined();
		return jsonOf(ran);
	}

	return { emulator, run, figures };
}

export const groupsOf = (items: IDataObject[]) =>
	items.map(({ group, runs, creditsUsed }) => [group, runs, creditsUsed]);

export const ROWS: SeedRow[] = [
	{ agent: 'event-scheduler', startedAt: '2026-06-01T08:00:00.000Z' },
	{ agent: 'image-captioner', startedAt: '2026-05-31T21:59:59.000Z', creditsUsed: 0.1 },
	{ agent: 'agent_123456', startedAt: '2026-05-31T10:00:00.000Z', duration: 4 },
	{ agent: 'youtube-transcription', startedAt: '2026-05-30T22:00:00.000Z', creditsUsed: 3 },
	{ agent: 'YouTube Transcription', startedAt: '2026-05-30T10:00:00.000Z', status: 'failed' },
	{ agent: 'image-captioner', startedAt: '2026-05-30T09:00:00.000Z', creditsUsed: 0.2 },
	{ agent: 'gone-agent', startedAt: '2026-05-04T09:00:00.000Z', status: 'cancelled' },
	{ agent: 'event-scheduler', startedAt: '2026-04-30T21:59:59.000Z' },
].map((row) => ({ duration: 2, ...(row.status ? { creditsUsed: 0 } : {}), ...row }));
