import type { IExecuteFunctions } from 'n8n-workflow';
import { shown } from '../../api/shown';
import { refuse } from './refuse';

/**
 * Reads one of several words, in whatever case a model or an expression writes it.
 *
 * @param raw what the parameter holds
 * @param label the parameter's name as the user sees it
 * @throws NodeOperationError that lists the words when it is none of them
 */
export function readChoice<T extends string>(
	context: IExecuteFunctions,
	raw: unknown,
	label: string,
	choices: readonly T[],
	itemIndex: number,
): T {
	const word = typeof raw === 'string' ? raw.trim().toLowerCase() : undefined;
	const choice = choices.find((each) => each.toLowerCase() === word);
	if (choice !== undefined) return choice;
	const wanted = `must be one of ${choices.join(', ')}`;
	throw refuse(context, itemIndex, `'${label}' ${wanted}, but it is ${shown(raw)}`);
}
