import type {
	INodeCredentials,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
} from 'n8n-workflow';

import type { Session } from './session';

/** What the editor knows when it fills a field's list. */
export interface PickerRequest {
	/** Full node type, such as `n8n-nodes-agentscode.agentsCode`. */
	type: string;
	typeVersion?: number;
	/** The node's method behind the list. */
	methodName: string;
	/** Path of the field, such as `parameters.agentId`. */
	path: string;
	parameters?: INodeParameters;
	credentials?: INodeCredentials;
}

/** The list a resource locator opens, searched for `filter`. */
export async function searchList(
	session: Session,
	request: PickerRequest,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const page = { ...(filter ? { filter } : {}), ...(paginationToken ? { paginationToken } : {}) };
	return await session.call('POST', '/dynamic-node-parameters/resource-locator-results', {
		...bodyOf(request),
		...page,
	});
}

/** The options of a drop-down that the node fills. */
export async function loadOptions(
	session: Session,
	request: PickerRequest,
): Promise<INodePropertyOptions[]> {
	return await session.call('POST', '/dynamic-node-parameters/options', bodyOf(request));
}

function bodyOf({ type, typeVersion = 1, parameters = {}, ...rest }: PickerRequest): object {
	return {
		...rest,
		nodeTypeAndVersion: { name: type, version: typeVersion },
		currentNodeParameters: parameters,
	};
}
