import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { withoutStopWord } from '../../api/text';

const CHECK_EXPRESSION = 'Check what the expression gives for this item';

/**
 * What a parameter's value is refused with, before any request.
 *
 * @param message what is wrong, with the parameter's name as the user sees it; the word by which n8n
 *   takes an execution for stopped is spelled in the British way
 * @param description what to do about it
 */
export function refuse(
	context: IExecuteFunctions,
	itemIndex: number,
	message: string,
	description: string = CHECK_EXPRESSION,
): NodeOperationError {
	return new NodeOperationError(context.getNode(), withoutStopWord(message), {
		itemIndex,
		level: 'warning',
		description,
	});
}
