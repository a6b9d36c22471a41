import addFormats from 'ajv-formats';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import { parse } from 'yaml';

import type { Answer } from './answer';
import { readFileSync } from './platform';
import { isObject } from './playbook';
import type { RecordedRequest } from './recorder';
import { ROUTES, type RouteName } from './routes';

/** The part of an OpenAPI document that the check walks through. */
export interface Description {
	paths: Record<string, Record<string, unknown>>;
	[part: string]: unknown;
}

const DOCUMENT_ID = 'openapi.yaml';

export function readDescription(): Description {
	return parse(readFileSync(require.resolve('./openapi.yaml'), 'utf8')) as Description;
}

/**
 * Holds requests and answers against the description. It never refuses anything: what it finds is
 * collected in words, for a test to assert that there is nothing.
 */
export class Contract {
	violations: string[] = [];
	private readonly ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true });
	private readonly validators = new Map<string, ValidateFunction>();

	constructor(private readonly description: Description = readDescription()) {
		addFormats(this.ajv);
		this.ajv.addSchema(description, DOCUMENT_ID);
	}

	reset(): void {
		this.violations = [];
	}

	/** Path, method, query, key, content type and body, as the client sent them. */
	checkRequest(request: RecordedRequest): void {
		const at = operationAt(request.route);
		if (!at) return this.note(request, 'is no documented call');
		const operation = valueAt(this.description, at);
		if (!isObject(operation)) return this.note(request, 'is not described');
		if (!/^Bearer \S+$/.test(request.headers.authorization ?? ''))
			this.note(request, 'carries no bearer key');
		this.checkPath(request);
		this.checkQuery(request, operation);
		this.checkRequestBody(request, operation, at);
	}

	/**
	 * The answer that is about to be sent. One that a variant changed may leave the description, but what
	 * the service would have said without it may not.
	 */
	checkAnswer(request: RecordedRequest, answer: Answer): void {
		const at = operationAt(request.route);
		if (!at || (answer.beyondContract && answer.documented.body === undefined)) return;
		const { status, body } = answer.beyondContract
			? answer.documented
			: { status: answer.status, body: parsed(answer.payload.text) };
		const responses = [...at, 'responses'];
		const responseAt = this.followed([...responses, String(status)]);
		const response = valueAt(this.description, responseAt);
		if (!isObject(response)) return this.note(request, `is answered with ${status}`);
		if (!isObject(response.content)) return;
		const contentType = answer.payload.contentType?.split(';')[0] ?? 'nothing';
		if (!isObject(response.content[contentType]))
			return this.note(request, `is answered as ${contentType}`);
		this.check(request, 'answer', [...responseAt, 'content', contentType, 'schema'], body);
	}

	private checkPath(request: RecordedRequest): void {
		const { agentId, jobId } = request;
		const isEmpty = agentId === '' || (request.route === 'getJob' && jobId === '');
		if (isEmpty) this.note(request, 'leaves an id empty');
	}

	private checkQuery(request: RecordedRequest, operation: Record<string, unknown>): void {
		const parameters = Array.isArray(operation.parameters) ? operation.parameters : [];
		const known = parameters.filter(isObject).filter((parameter) => parameter.in === 'query');
		const sent = new URL(request.path, 'http://localhost').searchParams;
		for (const [name, value] of sent) {
			const parameter = known.find((one) => one.name === name);
			if (!parameter) this.note(request, `has an undocumented query parameter '${name}'`);
			else if (value === '') this.note(request, `leaves the query parameter '${name}' empty`);
		}
	}

	private checkRequestBody(
		request: RecordedRequest,
		operation: Record<string, unknown>,
		at: string[],
	): void {
		if (!isObject(operation.requestBody)) {
			if (request.body !== undefined) this.note(request, 'has a body');
			return;
		}
		const contentType = request.headers['content-type']?.split(';')[0] ?? 'nothing';
		const schemaAt = [...at, 'requestBody', 'content', contentType, 'schema'];
		if (!valueAt(this.description, schemaAt))
			return this.note(request, `is sent as ${contentType}`);
		this.check(request, 'body', schemaAt, request.body);
	}

	private check(request: RecordedRequest, what: string, at: string[], value: unknown): void {
		const validate = this.validatorAt(at);
		if (validate(value)) return;
		this.note(request, `${what}: ${this.ajv.errorsText(validate.errors, { dataVar: what })}`);
	}

	private validatorAt(at: string[]): ValidateFunction {
		const pointer = at.map(escaped).join('/');
		const known = this.validators.get(pointer);
		if (known) return known;
		const compiled = this.ajv.compile({ $ref: `${DOCUMENT_ID}#/${pointer}` });
		this.validators.set(pointer, compiled);
		return compiled;
	}

	/** Where a value really stands when it is a reference. */
	private followed(at: string[]): string[] {
		const value = valueAt(this.description, at);
		return isObject(value) && typeof value.$ref === 'string' ? value.$ref.split('/').slice(1) : at;
	}

	private note({ method, path }: RecordedRequest, finding: string): void {
		if (this.violations.length < LIMIT) this.violations.push(`${method} ${path} ${finding}`);
	}
}

/** More than anyone reads; a long run with a drift must not fill the memory. */
const LIMIT = 1000;

function operationAt(route: RouteName): string[] | undefined {
	const found = ROUTES.find(({ name }) => name === route);
	return found && ['paths', found.path, found.method.toLowerCase()];
}

function valueAt(description: Description, at: string[]): unknown {
	return at.reduce<unknown>(
		(value, key) => (isObject(value) ? value[key] : undefined),
		description,
	);
}

function escaped(key: string): string {
	return encodeURIComponent(key.replace(/~/g, '~0').replace(/\//g, '~1'));
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}
