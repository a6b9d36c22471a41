import {
	validateFieldType,
	type AssignmentValue,
	type FieldType,
	type IDataObject,
	type IExecuteFunctions,
} from 'n8n-workflow';
import { isRecord } from '../../api/shapes';
import { refuse } from '../common/refuse';
import { isBlank, kindOf } from './inputRefusal';
import { setPath } from './setPath';

const CHECK_NAMES = 'Check the names of the input fields; dots in a name make nested objects';

function typedValue(
	context: IExecuteFunctions,
	field: AssignmentValue,
	itemIndex: number,
): unknown {
	const type = (typeof field.type === 'string' ? field.type : 'string') as FieldType;
	if (field.value === undefined || field.value === null) return null;
	const checked = validateFieldType(field.name, field.value, type, { parseStrings: true });
	// JSON has no word for binary data, which some versions of n8n let pass, nor for what is no
	// finite number: the agent would silently get null. And n8n takes a blank text for the number 0.
	const isSendable =
		checked.valid &&
		type !== 'binary' &&
		(type !== 'number' || (Number.isFinite(checked.newValue) && !isBlank(field.value)));
	if (!isSendable) {
		const wanted = `must be of type ${type}, but it is ${kindOf(field.value)}`;
		const todo = "Change the field's type, or check what the expression gives for this item";
		throw refuse(context, itemIndex, `The input field '${field.name}' ${wanted}`, todo);
	}
	return checked.newValue ?? field.value;
}

function isAssignment(field: unknown): field is AssignmentValue {
	return isRecord(field) && typeof field.name === 'string';
}

/** What an expression gives in place of the fields must not pass for no fields: the run is paid. */
function readAssignments(context: IExecuteFunctions, itemIndex: number): AssignmentValue[] {
	const raw: unknown = context.getNodeParameter('inputFields', itemIndex, {});
	const list: unknown = isRecord(raw) ? (raw.assignments ?? []) : undefined;
	const isUnset = isRecord(raw) && Object.keys(raw).length === 0;
	const isSet = isRecord(raw) && 'assignments' in raw;
	if ((isUnset || isSet) && Array.isArray(list) && list.every(isAssignment)) return list;
	throw refuse(
		context,
		itemIndex,
		"'Input Fields' must be fields, each with a name as text",
		'To give the whole input by one expression, use the input mode JSON',
	);
}

/** @throws NodeOperationError when a field has a name or a value that can't be sent */
export function readFields(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const input: IDataObject = {};
	for (const field of readAssignments(context, itemIndex)) {
		const complaint = setPath(input, field.name, typedValue(context, field, itemIndex));
		if (complaint !== undefined) throw refuse(context, itemIndex, complaint, CHECK_NAMES);
	}
	return input;
}
