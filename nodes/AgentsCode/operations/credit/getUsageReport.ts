import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { AgentsCodeApi } from '../../api/client';
import { reachesBefore } from '../../api/historyOrder';
import { walkHistory } from '../../api/paging';
import { toHtml } from '../../reports/html';
import { toMarkdown } from '../../reports/markdown';
import { contentOf, undatedWords } from '../../reports/summary';
import { UsageFold, type ReportQuestion, type UsageReport } from '../../reports/usageReport';
import { openZone, type Zone } from '../../reports/zone';
import type { Operation } from '../operation';
import { executePerItem, valueOf } from '../common/perItem';
import {
	formatField,
	groupByField,
	readFormat,
	readGroupBy,
	type ReportFormat,
} from './reportForm';
import { periodFields, readPeriod } from './reportPeriod';

const WRITERS = { html: toHtml, markdown: toMarkdown };

interface Task {
	context: IExecuteFunctions;
	api: AgentsCodeApi;
	itemIndex: number;
	zone: Zone;
	nowMs: number;
}

type Question = Pick<ReportQuestion, 'groupBy' | 'period'> & { format: ReportFormat };

function readQuestion({ context, itemIndex, zone, nowMs }: Task): Question {
	return {
		period: readPeriod(context, zone, nowMs, itemIndex),
		groupBy: readGroupBy(context, itemIndex),
		format: readFormat(context, itemIndex),
	};
}

/** Reads the history as far back as the period begins. */
async function foldHistory(task: Task, { groupBy, period }: Question): Promise<UsageReport> {
	const { context, api, itemIndex, zone, nowMs } = task;
	const agents =
		groupBy === 'agent'
			? valueOf(context, await api.listAgents(), 'Could not list the agents', itemIndex)
			: [];
	const fold = new UsageFold({ groupBy, period, zone, nowMs, agents });
	const isPastPeriod = reachesBefore(period.fromMs);
	for await (const page of walkHistory(async (cursor) => await api.getHistoryPage(cursor))) {
		const rows = valueOf(context, page, 'Could not read the credit history', itemIndex);
		fold.add(rows);
		if (isPastPeriod(rows)) break;
	}
	return fold.report();
}

function datesOf({ period }: UsageReport, zone: Zone): IDataObject {
	return { from: zone.isoAt(period.fromMs), to: zone.isoAt(period.toMs) };
}

/** Figures have no place for a remark; the output panel has. */
function toItems({ context, zone }: Task, report: UsageReport): IDataObject[] {
	const remark = undatedWords(report);
	if (remark !== '') context.addExecutionHints?.({ message: remark, location: 'outputPane' });
	return report.groups.map((group) => ({ ...group, ...datesOf(report, zone) }));
}

async function toText(
	{ context, api, itemIndex, zone, nowMs }: Task,
	report: UsageReport,
	write: (typeof WRITERS)[keyof typeof WRITERS],
): Promise<IDataObject> {
	const answer = await api.getBalance();
	const balance = valueOf(context, answer, 'Could not get the balance', itemIndex);
	const content = contentOf(report, balance, zone, nowMs);
	return {
		report: write(content),
		totals: { ...report.totals },
		balance: { ...balance, daysLeft: content.daysLeft } as IDataObject,
		...datesOf(report, zone),
	};
}

async function makeReport(task: Task): Promise<IDataObject | IDataObject[]> {
	const question = readQuestion(task);
	const report = await foldHistory(task, question);
	const { format } = question;
	return format === 'items' ? toItems(task, report) : await toText(task, report, WRITERS[format]);
}

export const operation: Operation = {
	value: 'getUsageReport',
	name: 'Get Usage Report',
	description: 'Add up credits, runs and durations of a period, as figures or as a report to send',
	action: 'Get credit usage report',
	fields: [...periodFields, groupByField, formatField],
	async execute(context) {
		// One moment for all items, so that their periods agree.
		const nowMs = Date.now();
		return await executePerItem(context, async (api, itemIndex) => {
			const zone = openZone(context.getTimezone());
			return await makeReport({ context, api, itemIndex, zone, nowMs });
		});
	},
};
