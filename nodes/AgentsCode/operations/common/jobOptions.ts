import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { WaitOptions } from '../../jobs/jobRoom';
import { attempt } from './nodeErrors';
import { readBoolean } from './booleans';
import { readNumber } from './numbers';
import { readChoice } from './choices';
import { HIDDEN_FROM_TOOLS, isTool } from './tool';

const DEFAULT_TIMEOUT_SECONDS = 600;
/** A year. What is due much later than that has no date any more. */
const MAX_TIMEOUT_SECONDS = 365 * 24 * 3600;
export const DEFAULT_MAX_CONCURRENT_JOBS = 50;

/** A model, and the person talking to it, wait no longer; the model can ask for the job again. */
export const MAX_TOOL_WAIT_SECONDS = 120;

const onTimeoutOption: INodeProperties = {
	displayName: 'On Timeout',
	name: 'onTimeout',
	type: 'options',
	options: [
		{
			name: 'Fail Item',
			value: 'error',
			description: 'The item fails; the message carries the job ID',
		},
		{
			name: 'Return Job',
			value: 'returnJob',
			description: 'Pass on the job with its last known status',
		},
	],
	default: 'error',
	description: 'What to do when a job is not finished in time; it goes on running at AgentsCode',
};

const onFailureOption: INodeProperties = {
	displayName: 'On Failed Job',
	name: 'onFailure',
	type: 'options',
	options: [
		{
			name: 'Fail Item',
			value: 'error',
			description: 'The item fails, with the reason in the message',
		},
		{
			name: 'Return Job',
			value: 'returnJob',
			description: 'Pass on the job with its status and the reason in errorMessage',
		},
	],
	default: 'error',
	description: 'What to do when a job ends as failed or cancelled',
};

const timeoutOption: INodeProperties = {
	displayName: 'Timeout (Seconds)',
	name: 'timeoutSeconds',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: DEFAULT_TIMEOUT_SECONDS,
	description:
		'How long to wait for each job: from its start or, where it was started earlier, from now; a year at most',
};

const pollIntervalOption: INodeProperties = {
	displayName: 'Poll Interval (Seconds)',
	name: 'pollIntervalSeconds',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 0,
	displayOptions: HIDDEN_FROM_TOOLS,
	description:
		'How often to look at each job; 0 adapts to its progress and age, which is sooner and needs fewer requests',
};

const maxConcurrentOption: INodeProperties = {
	displayName: 'Max Concurrent Jobs',
	name: 'maxConcurrentJobs',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: DEFAULT_MAX_CONCURRENT_JOBS,
	displayOptions: HIDDEN_FROM_TOOLS,
	description: 'How many jobs this node waits for at once',
};

const releaseWorkerOption: INodeProperties = {
	displayName: 'Release Worker While Waiting',
	name: 'releaseWorker',
	type: 'boolean',
	default: false,
	displayOptions: HIDDEN_FROM_TOOLS,
	description:
		'Whether to let n8n put the execution to rest while jobs run for more than a minute. Long waits then hold no worker and survive a restart; results come up to a minute later, or some minutes where a long job reports no progress. <a href="https://github.com/agentscode/n8n-nodes-agentscode/blob/main/docs/release-worker.md">How it works</a>.',
};

/** What becomes of an item whose job brings no result. */
const ENDINGS = ['error', 'returnJob'] as const;

/** The options of waiting, in alphabetical order of their labels. */
export const waitOptionFields: INodeProperties[] = [
	maxConcurrentOption,
	onFailureOption,
	onTimeoutOption,
	pollIntervalOption,
	releaseWorkerOption,
	timeoutOption,
];

/** An 'Options' collection with the given fields, in alphabetical order of their labels. */
export function optionsCollection(fields: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [...fields].sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}

export function rawOptions(context: IExecuteFunctions, itemIndex: number): IDataObject {
	return context.getNodeParameter('options', itemIndex, {}) as IDataObject;
}

/**
 * A wait that ends before the job tells a model where to ask again, rather than that it failed.
 *
 * @param isChosen whether the tool's author has said what to do on a time-out
 */
export function toolWaitOptions(options: WaitOptions, isChosen: boolean): WaitOptions {
	const isCapped = options.timeoutSeconds > MAX_TOOL_WAIT_SECONDS;
	return {
		...options,
		timeoutSeconds: Math.min(options.timeoutSeconds, MAX_TOOL_WAIT_SECONDS),
		onTimeout: isCapped || !isChosen ? 'returnJob' : options.onTimeout,
	};
}

/** @throws NodeOperationError when an option has a value it can't have */
export function readWaitOptions(context: IExecuteFunctions, itemIndex: number): WaitOptions {
	const raw = rawOptions(context, itemIndex);
	readBoolean(context, raw.releaseWorker, 'Release Worker While Waiting', false, itemIndex);
	const number = (value: unknown, label: string, min: number) =>
		readNumber(context, value, label, { min }, itemIndex);
	const timeoutSeconds = raw.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
	// Only what is not set has a default: an expression that gives null has lost what it should say.
	const { onTimeout = 'error', onFailure = 'error' } = raw;
	const options: WaitOptions = {
		timeoutSeconds: Math.min(number(timeoutSeconds, 'Timeout (Seconds)', 1), MAX_TIMEOUT_SECONDS),
		onTimeout: readChoice(context, onTimeout, 'On Timeout', ENDINGS, itemIndex),
		onFailure: readChoice(context, onFailure, 'On Failed Job', ENDINGS, itemIndex),
		pollIntervalSeconds: number(raw.pollIntervalSeconds ?? 0, 'Poll Interval (Seconds)', 0),
	};
	return isTool(context) ? toolWaitOptions(options, raw.onTimeout !== undefined) : options;
}

/** Whether any item asks for it: an execution is put to rest as a whole. */
export function wantsRelease(context: IExecuteFunctions): boolean {
	return context.getInputData().some((_, itemIndex) => {
		const wants = attempt(() => {
			const raw = rawOptions(context, itemIndex).releaseWorker;
			return readBoolean(context, raw, 'Release Worker While Waiting', false, itemIndex);
		});
		return wants.ok && wants.value;
	});
}

/** What an item asks for; nothing where its options can't be read, which fails that item alone. */
function wantedBound(context: IExecuteFunctions, itemIndex: number): unknown {
	const options = attempt(() => rawOptions(context, itemIndex));
	return (options.ok ? options.value.maxConcurrentJobs : undefined) ?? DEFAULT_MAX_CONCURRENT_JOBS;
}

/**
 * One bound holds for the whole execution: the smallest that any item asks for.
 *
 * @throws NodeOperationError when an item asks for less than one
 */
export function readMaxConcurrentJobs(context: IExecuteFunctions, itemCount: number): number {
	const bounds = Array.from({ length: itemCount }, (_, itemIndex) => {
		const raw = wantedBound(context, itemIndex);
		return readNumber(context, raw, 'Max Concurrent Jobs', { min: 1, isWhole: true }, itemIndex);
	});
	return Math.min(DEFAULT_MAX_CONCURRENT_JOBS * 1000, ...bounds);
}
