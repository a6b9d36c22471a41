/**
 * Plays the test of the credential window as n8n does: its routing engine sends the credential type's
 * test request, and the rules judge what comes back.
 */
import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
	Workflow,
	type INode,
	type INodeType,
	type INodeTypes,
	type IRunExecutionData,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { AgentsCodeApi } from '../../credentials/AgentsCodeApi.credentials';
import { credentialsHelper, type TestCredential } from './credentials';

const credentialType = new AgentsCodeApi();
const { request, rules = [] } = credentialType.test;

/** The node n8n makes up for the test. */
const tester: INodeType = {
	description: {
		displayName: 'Tester',
		name: 'tester',
		group: [],
		version: 1,
		description: '',
		defaults: {},
		inputs: [],
		outputs: [],
		credentials: [{ name: credentialType.name, required: true }],
		properties: [
			{ displayName: 'Temp', name: 'temp', type: 'string', routing: { request }, default: '' },
		],
	},
};
const nodeTypes: INodeTypes = {
	getByName: () => tester,
	getByNameAndVersion: () => tester,
	getKnownTypes: () => ({}),
};
const node: INode = {
	id: 'tester',
	name: 'Tester',
	type: 'test.tester',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
	credentials: { [credentialType.name]: { id: '1', name: 'AgentsCode' } },
};

export interface CredentialTestResult {
	status: 'OK' | 'Error';
	message: string;
}

interface Thrown {
	message: string;
	cause?: { code?: string; response?: { status: number; statusText: string } };
}

function judgeThrown({ message, cause }: Thrown): CredentialTestResult {
	const told = (text: string): CredentialTestResult => ({ status: 'Error', message: text });
	if (!cause?.response) return told(cause?.code ?? message);
	const { status, statusText } = cause.response;
	const rule = rules.find(
		(each) => each.type === 'responseCode' && each.properties.value === status,
	);
	return told(rule?.properties.message ?? (statusText || `Received HTTP status code: ${status}`));
}

function judgeBody(body: unknown): CredentialTestResult {
	for (const rule of rules) {
		if (rule.type !== 'responseSuccessBody') continue;
		const value = (Object(body) as Record<string, unknown>)[rule.properties.key];
		if (value === rule.properties.value)
			return { status: 'Error', message: rule.properties.message };
	}
	return { status: 'OK', message: 'Connection successful!' };
}

export async function testCredential(credential: TestCredential): Promise<CredentialTestResult> {
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const additionalData = {
		credentialsHelper: credentialsHelper(credential),
		variables: {},
		restApiUrl: 'http://127.0.0.1:5678/',
		instanceBaseUrl: 'http://127.0.0.1:5678/',
		webhookWaitingBaseUrl: 'http://127.0.0.1:5678/',
		formWaitingBaseUrl: 'http://127.0.0.1:5678/',
	} as unknown as IWorkflowExecuteAdditionalData;
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		{ resultData: { runData: {} } } as unknown as IRunExecutionData,
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	const { apiKey, baseUrl } = credential;
	const data = { apiKey, baseUrl };
	const decrypted = { id: '1', name: 'AgentsCode', type: credentialType.name, data };
	// Older engines resolve expressions without isolates.
	const expression: Partial<Pick<typeof workflow.expression, 'acquireIsolate' | 'releaseIsolate'>> =
		workflow.expression;
	try {
		await expression.acquireIsolate?.();
		const output = await new RoutingNode(context, tester, decrypted).runNode();
		return judgeBody(output?.[0]?.[0]?.json);
	} catch (thrown) {
		return judgeThrown(thrown as Thrown);
	} finally {
		await expression.releaseIsolate?.();
	}
}
