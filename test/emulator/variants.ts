import type { Behaviour, BrokenDates, ReasonPlace } from './behaviour';
import { fractionAt, type EmulatedJob } from './jobs';
import { isObject } from './playbook';
import { progressValue } from './progress';
import type { RouteName } from './routes';
import type { RunRow } from './runs';
import type { Told } from './service';

type Fields = Record<string, unknown>;

/**
 * The documented answer in the wording the behaviour asks for: where the reference is silent, a real
 * service may say it so. With the documented behaviour most answers come back equal.
 */
export function varied(route: RouteName, told: Told, behaviour: Behaviour, nowMs: number): unknown {
	switch (route) {
		case 'listAgents':
			return variedAgents(told.body as Fields[], behaviour);
		case 'startJob':
			return variedStart(told.body as Fields, behaviour);
		case 'getJob':
			return variedJob(told.body as Fields, told.job, behaviour, nowMs);
		case 'getBalance':
			return variedBalance(told.body as Fields, behaviour);
		case 'getHistory':
			return variedPage(told.body as Fields, told.rows ?? [], behaviour);
		default:
			return told.body;
	}
}

function variedAgents(agents: Fields[], { agents: rule, extraFields }: Behaviour): unknown {
	if (rule.shape === 'malformed') return { items: 'none' };
	const list = agents.map((agent) => {
		const told: Fields = { ...agent, ...(extraFields ? EXTRA_OF_AGENT : {}) };
		if (rule.unpriced.includes(String(agent.id))) delete told.credits;
		return told;
	});
	return rule.shape === 'wrapped' ? { agents: list } : list;
}

function variedStart(body: Fields, { jobs, extraFields }: Behaviour): Fields {
	const status = jobs.statusWords.queued ?? body.status;
	return { ...body, status, ...(extraFields ? EXTRA : {}) };
}

function variedJob(
	body: Fields,
	job: EmulatedJob | undefined,
	behaviour: Behaviour,
	nowMs: number,
): Fields {
	const { jobs, extraFields } = behaviour;
	const words: Partial<Record<string, string>> = jobs.statusWords;
	const kind = job?.plan.progress ?? jobs.progress;
	const progress = job ? progressValue(kind, fractionAt(job, nowMs)) : body.progress;
	const failed = job && (body.status === 'failed' || body.status === 'cancelled');
	const reason = failed ? reasonFields(job.plan.reasonIn ?? jobs.reasonIn, job.plan.reason) : {};
	const result = job && body.status === 'completed' ? { result: job.plan.result } : {};
	const told: Fields = { ...body, ...result, status: words[String(body.status)] ?? body.status };
	if (progress === undefined) delete told.progress;
	else told.progress = progress;
	return { ...told, ...reason, ...(extraFields ? EXTRA : {}) };
}

function reasonFields(place: ReasonPlace, reason: string): Fields {
	switch (place) {
		case 'error':
			return { error: reason };
		case 'error.message':
			return { error: { message: reason } };
		case 'message':
			return { message: reason };
		case 'result.error':
			return { result: { error: reason } };
		case 'result.error.message':
			return { result: { error: { message: reason } } };
		case 'nowhere':
			return {};
	}
}

function variedBalance(body: Fields, { credits, extraFields }: Behaviour): Fields {
	const extra = extraFields ? EXTRA : {};
	if (credits.shape === 'null') return { available: null, used: null, ...extra };
	if (credits.shape === 'text')
		return { available: String(body.available), used: String(body.used), ...extra };
	return { ...body, ...extra };
}

function variedPage(body: Fields, rows: RunRow[], behaviour: Behaviour): Fields {
	const { history, extraFields } = behaviour;
	const extra = extraFields ? EXTRA : {};
	const runs = (body.runs as Fields[]).map((run, index) => variedRun(run, rows[index], behaviour));
	const page: Fields = { ...body, runs, ...extra };
	if (history.cursor === 'missing') delete page.nextCursor;
	const isLast = body.hasMore === false;
	if (isLast && history.lastCursor !== 'absent')
		page.nextCursor = history.lastCursor === 'null' ? null : '';
	return page;
}

function variedRun(run: Fields, row: RunRow, { history, extraFields }: Behaviour): unknown {
	const isUnfinished = row.completedAtMs === undefined;
	const told: Fields = {
		...run,
		...(history.dates === 'iso' ? {} : brokenDates(history.dates, run)),
		...(isUnfinished ? { completedAt: null, duration: null } : {}),
		...(extraFields ? EXTRA : {}),
		...row.asGiven,
	};
	const isEndless = isUnfinished && history.unfinishedEnd === 'absent';
	if (isEndless || history.dates === 'absent') for (const field of END_FIELDS) delete told[field];
	return history.row && isObject(told) ? history.row(told) : told;
}

const END_FIELDS = ['completedAt', 'duration'];

function brokenDates(kind: BrokenDates, run: Fields): Fields {
	const started = Date.parse(String(run.startedAt));
	switch (kind) {
		case 'null':
			return { completedAt: null, duration: null };
		case 'absent':
			return {};
		case 'text':
			return { startedAt: 'yesterday', completedAt: 'a moment ago', duration: '3 s' };
		case 'epoch':
			return { startedAt: started, completedAt: Date.parse(String(run.completedAt)) };
		case 'future':
			return { startedAt: '2999-01-01T00:00:00.000Z', completedAt: '2999-01-01T00:00:01.000Z' };
	}
}

const EXTRA: Fields = {
	region: 'eu-central',
	tags: ['beta', null],
	links: { self: '/v2/unknown' },
};

const EXTRA_OF_AGENT: Fields = {
	...EXTRA,
	inputSchema: { type: 'object', properties: { url: { type: 'string' } } },
};
