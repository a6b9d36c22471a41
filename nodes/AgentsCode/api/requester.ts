import { NodeOperationError, type IDataObject } from 'n8n-workflow';
import { addressOf } from './baseUrl';
import type { Clock } from './clock';
import {
	CREDENTIAL_TYPE,
	holdCredential,
	type Credential,
	type HeldCredential,
} from './credential';
import { createGate, type Gate } from './gate';
import { READ_PATIENCE_MS, READ_TIMEOUT_MS, READ_TRIES } from './limits';
import { createPacer } from './pacer';
import { askedPauseMs, backOffMs, isPassing } from './retry';
import { httpStatusOf, type Errand, type Fault, type Result } from './result';
import { sendRequest, type ApiRequest, type RequestContext } from './transport';

export interface ApiOptions {
	clock: Clock;
	/** A number in [0, 1) for jitter. */
	random?: () => number;
	/** How long reads go on through 429s and passing faults, in milliseconds. */
	patienceMs?: number;
}

type PathRequest = Omit<ApiRequest, 'url'> & { path: string; errand?: Errand };
/** Reads what was asked for out of an answer's body. */
type ReadBody<T> = (body: unknown) => Result<T>;

function withErrand<T>(answer: Result<T>, errand: Errand | undefined): Result<T> {
	if (answer.ok || answer.fault.kind !== 'status' || errand === undefined) return answer;
	return { ok: false, fault: { ...answer.fault, errand } };
}

/** Sends requests to one service with one credential, all of them through one gate. */
export class Requester {
	private readonly clock: Clock;
	private readonly random: () => number;
	private readonly patienceMs: number;
	private readonly gate: Gate;

	private constructor(
		private readonly context: RequestContext,
		/** The service's address, without trailing slashes. */
		readonly baseUrl: string,
		private readonly credential: HeldCredential,
		{ clock, random = Math.random, patienceMs = READ_PATIENCE_MS }: ApiOptions,
	) {
		this.clock = clock;
		this.random = random;
		this.patienceMs = patienceMs;
		this.gate = createGate(clock, createPacer({ random }));
	}

	/**
	 * Reads the credential of the calling node.
	 *
	 * @throws NodeOperationError when the credential's base URL is no http(s) address, or one that the
	 *   credential's allowed domains leave out
	 */
	static async open(context: RequestContext, options: ApiOptions): Promise<Requester> {
		const read = async () => await context.getCredentials<Credential>(CREDENTIAL_TYPE);
		const credential = holdCredential(read, options.clock);
		const { data = {} } = await credential.current();
		const baseUrl = addressOf(data);
		if (!baseUrl.ok) {
			throw new NodeOperationError(context.getNode(), baseUrl.fault.message, { level: 'warning' });
		}
		return new Requester(context, baseUrl.value, credential, options);
	}

	/** Sends a request once, and again only after a 429, until `deadlineAt` (epoch milliseconds). */
	async once<T>(
		{ path, errand, ...request }: PathRequest,
		read: ReadBody<T>,
		deadlineAt: number,
	): Promise<Result<T>> {
		const send = async () => {
			const url = this.baseUrl + path;
			const answer = await sendRequest(this.context, { ...request, url }, this.credential);
			return answer.ok ? read(answer.value) : answer;
		};
		return withErrand(await this.gate.pass(send, deadlineAt), errand);
	}

	/** Reads, and bridges passing faults for as long as the patience lasts, with a last try at its end. */
	async get<T>(
		path: string,
		read: ReadBody<T>,
		about: { query?: IDataObject; errand?: Errand } = {},
	): Promise<Result<T>> {
		const deadlineAt = this.clock.now() + this.patienceMs;
		const limitMs = this.patienceMs;
		const timeoutMs = Math.min(READ_TIMEOUT_MS, limitMs);
		const request = { method: 'GET' as const, path, ...about, timeoutMs, limitMs };
		for (let tries = 1; ; tries++) {
			const answer = await this.once(request, read, deadlineAt);
			const isFinal = answer.ok || !isPassing(answer.fault) || tries >= READ_TRIES;
			if (isFinal || this.clock.now() >= deadlineAt) return answer;
			const leftMs = deadlineAt - this.clock.now();
			await this.clock.sleep(Math.min(this.pauseMs(answer.fault, tries), leftMs));
		}
	}

	/** A 429 has been waited out already, or its pause is longer than the time there is. */
	private pauseMs(fault: Fault, tries: number): number {
		const ownMs = backOffMs(tries, this.random());
		return httpStatusOf(fault) === 429 ? ownMs : Math.max(ownMs, askedPauseMs(fault));
	}
}
