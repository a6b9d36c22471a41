import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { hasEnded } from '../../jobs/status';
import { shorten } from './shorten';

/** Of all items together: some five thousand tokens, which leaves a model room to think. */
export const MAX_ANSWER_CHARS = 20_000;

/** Kept free for what is said about the cut. */
const REMARK_CHARS = 500;

const COLLECT_LATER =
	'The job is still running. Do not start it again: ask for its result later with the operation Get of the resource Job, with this agentId and jobId';

function isJob(json: IDataObject): boolean {
	return typeof json.jobId === 'string' && 'agentId' in json && 'status' in json;
}

/** Of a job, what a model can use: the result first, or how to get it. */
function jobAnswer({ result, agentId, jobId, status, errorMessage }: IDataObject): IDataObject {
	if (!hasEnded({ status })) return { jobId, agentId, status, hint: COLLECT_LATER };
	const reason = errorMessage === undefined ? {} : { errorMessage };
	return { ...(result === undefined ? {} : { result }), ...reason, status, jobId, agentId };
}

function sizeOf(value: unknown): number {
	return JSON.stringify(value).length;
}

/** The fields that say what an answer is about stay whole; its largest field gives way. */
function fitted(json: IDataObject, maxChars: number): IDataObject {
	if (sizeOf(json) <= maxChars) return json;
	const sizes = Object.entries(json).map(([name, value]) => ({
		name,
		size: sizeOf(value ?? null),
	}));
	const [largest] = sizes.sort((a, b) => b.size - a.size);
	const room = Math.max(200, maxChars - (sizeOf(json) - largest.size));
	const cut = { ...json, [largest.name]: shorten(json[largest.name], room) } as IDataObject;
	return sizeOf(cut) <= maxChars ? cut : ({ answer: shorten(json, maxChars) } as IDataObject);
}

/** Says once, at the end, that and how much was left out. */
function remark(fullChars: number, leftOut: number): IDataObject {
	const items = leftOut === 0 ? '' : `, and ${leftOut} more results are left out`;
	return {
		note: `This answer is shortened: it had ${fullChars} characters${items}. Ask for less at a time`,
	};
}

/** As many items as fit, the first one always, shortened if it must be. */
function withinSize(items: INodeExecutionData[], maxChars: number): INodeExecutionData[] {
	const kept: INodeExecutionData[] = [];
	let room = maxChars;
	for (const item of items) {
		const json = kept.length === 0 ? fitted(item.json, maxChars) : item.json;
		room -= sizeOf(json) + 1;
		if (kept.length > 0 && room < 0) break;
		kept.push({ ...item, json });
	}
	return kept;
}

/**
 * What a model gets to read of the node's output: jobs with their result first and without what only
 * a workflow needs, all of it bounded in size, with a word on what was cut.
 *
 * @param items the node's output; it is not changed
 * @param maxChars of all items' JSON together, at least 1,000
 */
export function toolAnswer(
	items: INodeExecutionData[],
	maxChars = MAX_ANSWER_CHARS,
): INodeExecutionData[] {
	const answers = items.map((item) =>
		isJob(item.json) ? { ...item, json: jobAnswer(item.json) } : item,
	);
	const fullChars = sizeOf(answers.map(({ json }) => json));
	if (fullChars <= maxChars) return answers;
	const kept = withinSize(answers, maxChars - REMARK_CHARS);
	const note = remark(fullChars, answers.length - kept.length);
	if (answers.length > 1) return [...kept, { json: note, pairedItem: { item: 0 } }];
	return [{ ...kept[0], json: { ...kept[0].json, ...note } }];
}
