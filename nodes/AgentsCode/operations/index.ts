import type { INodeProperties } from 'n8n-workflow';
import * as agentGet from './agent/get';
import * as agentGetAll from './agent/getAll';
import * as agentRun from './agent/run';
import * as creditGetBalance from './credit/getBalance';
import * as creditGetHistory from './credit/getHistory';
import * as creditGetUsageReport from './credit/getUsageReport';
import * as jobGet from './job/get';
import * as jobWait from './job/wait';
import type { Operation, Resource } from './operation';

/** Everything the node can do. A new operation is one file and one line here. */
const RESOURCES: Resource[] = [
	{
		value: 'agent',
		name: 'Agent',
		defaultOperation: 'run',
		operations: [agentGet.operation, agentGetAll.operation, agentRun.operation],
	},
	{
		value: 'credit',
		name: 'Credit',
		defaultOperation: 'getBalance',
		operations: [
			creditGetBalance.operation,
			creditGetHistory.operation,
			creditGetUsageReport.operation,
		],
	},
	{
		value: 'job',
		name: 'Job',
		defaultOperation: 'get',
		operations: [jobGet.operation, jobWait.operation],
	},
];

const resourceField: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: RESOURCES.map(({ name, value }) => ({ name, value })),
	default: 'agent',
};

const operationChoice: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: '',
};

function operationField(resource: Resource): INodeProperties {
	return {
		...operationChoice,
		displayOptions: { show: { resource: [resource.value] } },
		options: resource.operations.map(({ value, name, description, action }) => ({
			value,
			name,
			description,
			action,
		})),
		default: resource.defaultOperation,
	};
}

/** A field as its operation wrote it, shown only where that operation is chosen. */
function shownFor(
	resource: Resource,
	operation: Operation,
	field: INodeProperties,
): INodeProperties {
	const { show, ...rest } = field.displayOptions ?? {};
	return {
		...field,
		displayOptions: {
			...rest,
			show: { ...show, resource: [resource.value], operation: [operation.value] },
		},
	};
}

/** The node's whole form: resource, operation, then each operation's own fields. */
export const properties: INodeProperties[] = [
	resourceField,
	...RESOURCES.flatMap((resource) => [
		operationField(resource),
		...resource.operations.flatMap((operation) =>
			operation.fields.map((field) => shownFor(resource, operation, field)),
		),
	]),
];

/** The operation a saved workflow names; undefined when this version of the node does not have it. */
export function findOperation(resource: string, operation: string): Operation | undefined {
	return RESOURCES.find(({ value }) => value === resource)?.operations.find(
		({ value }) => value === operation,
	);
}
