import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import { AgentsCodeApi } from '../../../credentials/AgentsCodeApi.credentials';
import { AgentsCode } from '../../../nodes/AgentsCode/AgentsCode.node';
import { AgentsCodeTrigger } from '../../../nodes/AgentsCode/AgentsCodeTrigger.node';

export const NODES: Array<[string, INodeTypeDescription]> = [
	['AgentsCode', new AgentsCode().description],
	['AgentsCode Trigger', new AgentsCodeTrigger().description],
];

interface Worded {
	place: string;
	label: string;
	field?: INodeProperties;
	option?: INodePropertyOptions;
	description?: string;
}

export function isField(option: object): option is INodeProperties {
	return 'displayName' in option && 'type' in option;
}

/** Every field and every choice of a form, however deep, each once. */
function worded(fields: INodeProperties[], path = ''): Worded[] {
	return fields.flatMap((field) => {
		const place = `${path}${field.name}`;
		const options = (field.options ?? []) as Array<INodeProperties | INodePropertyOptions>;
		const choices = options.filter((option) => !isField(option)) as INodePropertyOptions[];
		return [
			{ place, label: field.displayName, field, description: field.description },
			...worded(options.filter(isField), `${place}.`),
			...choices.map((option) => ({
				place: `${place}=${String(option.value)}`,
				label: option.name,
				option,
				description: option.description,
			})),
		];
	});
}

/** Everything that a user reads in the forms of the nodes and of the credential. */
export const PLACES: Array<[string, Worded]> = [
	...NODES.flatMap(([name, { properties }]) =>
		worded(properties).map((each): [string, Worded] => [`${name}: ${each.place}`, each]),
	),
	...worded(new AgentsCodeApi().properties).map((each): [string, Worded] => [
		`credential: ${each.place}`,
		each,
	]),
];
export const FIELDS = PLACES.flatMap(
	([place, { field }]): Array<[string, INodeProperties]> => (field ? [[place, field]] : []),
);
export const CHOICES = PLACES.flatMap(
	([place, { option }]): Array<[string, INodePropertyOptions]> => (option ? [[place, option]] : []),
);
