import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../api/shapes';
import {
	isUnfinished,
	type ItemOutcome,
	type Outcomes,
	type UnfinishedJob,
} from '../../jobs/outcome';
import type { Sample } from '../../jobs/prediction';

/** A job that is waited for, with the item it belongs to. */
export interface ParkedJob extends Omit<UnfinishedJob, 'sample'> {
	itemIndex: number;
	/** What looks have seen of its progress, the latest last. */
	samples: Sample[];
}

/** What became of an item. */
export interface SettledItem {
	itemIndex: number;
	outcome: ItemOutcome;
}

/** What goes round in the sub-workflow, as JSON. */
export interface Parcel {
	/** The execution that is parked meanwhile. */
	parentExecutionId: string;
	/** Whether failed items become error items; the first ends the parked node otherwise. */
	goesOn: boolean;
	parked: ParkedJob[];
	/** Items that were settled before; only on the first round. */
	settled: SettledItem[];
	/** Epoch milliseconds. */
	nextLookAt: number;
}

function toParkedJob({ sample, ...job }: UnfinishedJob, itemIndex: number): ParkedJob {
	return { ...job, itemIndex, samples: sample ? [sample] : [] };
}

/** Items that need waiting for, and those that do not. */
export function sortOut(outcomes: Outcomes): Pick<Parcel, 'parked' | 'settled'> {
	const parked: ParkedJob[] = [];
	const settled: SettledItem[] = [];
	outcomes.forEach((outcome, itemIndex) => {
		if (outcome === undefined) return;
		if (isUnfinished(outcome)) parked.push(toParkedJob(outcome.unfinished, itemIndex));
		else settled.push({ itemIndex, outcome });
	});
	return { parked, settled };
}

/** Epoch milliseconds at which the wait for a job ends, by its own time-out. */
export function deadlineOf({ startedAtMs, options }: ParkedJob): number {
	return startedAtMs + options.timeoutSeconds * 1000;
}

function isParkedJob(value: unknown): value is ParkedJob {
	return (
		isRecord(value) &&
		['itemIndex', 'startedAtMs'].every((field) => typeof value[field] === 'number') &&
		['agentId', 'jobId'].every((field) => typeof value[field] === 'string') &&
		isRecord(value.options) &&
		Array.isArray(value.samples)
	);
}

/** Reads what n8n has kept. @returns undefined for anything else than a parcel */
export function readParcel(json: unknown): Parcel | undefined {
	if (!isRecord(json)) return undefined;
	const { parked, settled, nextLookAt, parentExecutionId } = json;
	const isWhole =
		Array.isArray(parked) &&
		parked.every(isParkedJob) &&
		Array.isArray(settled) &&
		typeof nextLookAt === 'number' &&
		typeof parentExecutionId === 'string';
	return isWhole ? (json as unknown as Parcel) : undefined;
}

export function toJson(parcel: Parcel): IDataObject {
	return parcel as unknown as IDataObject;
}
