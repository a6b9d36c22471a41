import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { StartBody } from '../../api/client';
import type { JobRequest } from '../../jobs/jobRoom';
import { ledgerKey } from '../../jobs/ledgerKey';
import { readBoolean } from '../common/booleans';
import { agentField, readAgentId } from '../common/idFields';
import {
	optionsCollection,
	rawOptions,
	readWaitOptions,
	waitOptionFields,
} from '../common/jobOptions';
import { attempt, type Attempt } from '../common/nodeErrors';
import { inputFields, readInput } from './input';
import { refuseNaN } from './inputRefusal';

const waitField: INodeProperties = {
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	default: true,
	description:
		'Whether to wait for the job and output its result, instead of only starting it and outputting its ID',
};

const contextOption: INodeProperties = {
	displayName: 'Context Data',
	name: 'contextData',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	description:
		'Text that the agent gets besides its input, such as what it should know of the user',
};

const checkCreditsOption: INodeProperties = {
	displayName: 'Check Credits First',
	name: 'checkCredits',
	type: 'boolean',
	default: false,
	description:
		'Whether to compare the price of all runs with the balance first, and start nothing if it does not suffice',
};

/** A run that does not wait for its jobs can't know how many of them have ended. */
function withStarts(field: INodeProperties): INodeProperties {
	if (field.name !== 'maxConcurrentJobs') return field;
	const ofStarts = "With 'Wait for Completion' off it bounds only how many starts are under way";
	return { ...field, description: `${field.description}. ${ofStarts}.` };
}

/** The form of a run. */
export const requestFields: INodeProperties[] = [
	agentField,
	...inputFields,
	waitField,
	optionsCollection([...waitOptionFields.map(withStarts), contextOption, checkCreditsOption]),
];

function readBody(context: IExecuteFunctions, itemIndex: number): StartBody {
	const input = readInput(context, itemIndex);
	const raw = rawOptions(context, itemIndex).contextData ?? '';
	if (Number.isNaN(raw)) throw refuseNaN(context, itemIndex, 'Context Data');
	// The API takes a text; an object from an expression is what its author means by its JSON.
	const contextData = typeof raw === 'string' ? raw : JSON.stringify(raw);
	return contextData === '' ? { input } : { input, contextData };
}

/** @throws NodeOperationError when it is neither on nor off */
export function wantsCheck(context: IExecuteFunctions, itemIndex: number): boolean {
	const raw = rawOptions(context, itemIndex).checkCredits;
	return readBoolean(context, raw, 'Check Credits First', false, itemIndex);
}

function readRequest(
	context: IExecuteFunctions,
	baseUrl: string,
	runIndex: number,
	itemIndex: number,
): JobRequest {
	const agentId = readAgentId(context, itemIndex);
	const body = readBody(context, itemIndex);
	wantsCheck(context, itemIndex);
	return {
		agentId,
		body,
		ledgerKey: ledgerKey({ runIndex, itemIndex, baseUrl, agentId, body }),
		waitForCompletion: readBoolean(
			context,
			context.getNodeParameter('waitForCompletion', itemIndex, true),
			'Wait for Completion',
			true,
			itemIndex,
		),
		options: readWaitOptions(context, itemIndex),
	};
}

/** What each item asks for, or what hinders reading it. The base URL is part of what makes requests the same. */
export function readRequests(
	context: IExecuteFunctions,
	baseUrl: string,
	runIndex: number,
): Array<Attempt<JobRequest>> {
	return context
		.getInputData()
		.map((_, itemIndex) => attempt(() => readRequest(context, baseUrl, runIndex, itemIndex)));
}
