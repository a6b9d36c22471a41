import type { INodeProperties } from 'n8n-workflow';
import { AgentsCode } from '../../../nodes/AgentsCode/AgentsCode.node';

export const { description } = new AgentsCode();

export const valuesOf = (field?: INodeProperties) =>
	(field?.options ?? []).map((option) => ('value' in option ? String(option.value) : option.name));

export function fieldsFor(resource: string, operation: string): INodeProperties[] {
	return description.properties.filter(({ displayOptions }) => {
		const { resource: resources, operation: operations } = displayOptions?.show ?? {};
		return resources?.includes(resource) && operations?.includes(operation);
	});
}

/** The field of an operation by its name, or by `collection.name`. */
export function fieldOf(
	resource: string,
	operation: string,
	name: string,
): INodeProperties | undefined {
	const [outer, inner] = name.split('.');
	const field = fieldsFor(resource, operation).find((each) => each.name === outer);
	const options = (field?.options ?? []) as INodeProperties[];
	return inner === undefined ? field : options.find((each) => each.name === inner);
}

/** Never shown: what the node itself sets in nodes that no user sees. */
export const INTERNAL = description.properties.filter(({ type }) => type === 'hidden');
