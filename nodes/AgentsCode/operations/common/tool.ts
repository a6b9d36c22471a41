import type { IDisplayOptions, IExecuteFunctions } from 'n8n-workflow';

/** For fields that only a person building a workflow can make sense of, not a model. */
export const HIDDEN_FROM_TOOLS: IDisplayOptions = { hide: { '@tool': [true] } };

/**
 * Whether an AI agent uses the node as its tool. n8n gives such a node's type the ending `Tool`;
 * `isToolExecution()` is false where n8n's current agent calls it.
 */
export function isTool(context: Pick<IExecuteFunctions, 'getNode'>): boolean {
	return context.getNode().type.endsWith('Tool');
}
