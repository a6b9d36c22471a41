import type { Connections } from './connections';
import { distorted, firstHalf, type Source } from './distortions';
import type { Payload } from './errorBodies';
import type { Fault } from './faults';
import type { ServerResponse } from './platform';

/** What the player may use; it never decides which fault is due. */
export interface Stage extends Source {
	response: ServerResponse;
	connections: Connections;
}

/**
 * Plays a fault on the raw connection.
 *
 * @returns the status of the answer given, or undefined when the client got no whole answer
 */
export async function play(fault: Fault, stage: Stage): Promise<number | undefined> {
	const { response } = stage;
	switch (fault.kind) {
		case 'reset':
			response.socket?.resetAndDestroy();
			return undefined;
		case 'close':
			response.socket?.destroy();
			return undefined;
		case 'hang':
			return await hang(fault.ms, stage);
		case 'resetMidBody':
			return await resetMidBody(stage);
		case 'dripHead':
			return await dripHead(fault.everyMs ?? 50, stage);
		case 'endless':
			return await endless(fault.status ?? 200, stage);
		case 'drip':
			return await drip(fault.everyMs ?? 50, fault.bytes ?? 4, stage);
		default: {
			const { status, headers, payload } = distorted(fault, stage);
			return send(response, status, headers, payload);
		}
	}
}

/** Sends a whole answer with its length, and says its status. */
export function send(
	response: ServerResponse,
	status: number,
	headers: Record<string, string>,
	payload: Payload,
): number {
	const body = Buffer.from(payload.text);
	response.writeHead(status, {
		...(payload.contentType === undefined ? {} : { 'content-type': payload.contentType }),
		'content-length': String(body.length),
		...headers,
	});
	response.end(body);
	return status;
}

async function hang(ms: number | undefined, stage: Stage): Promise<number | undefined> {
	if (ms === undefined) {
		await new Promise<void>((resolve) => stage.response.once('close', resolve));
		return undefined;
	}
	await stage.connections.delay(ms);
	const { answer, response } = stage;
	if (!answer || response.destroyed) return undefined;
	return send(response, answer.status, answer.headers, answer.payload);
}

/** Long enough for the first half to arrive, so that the tear is met in the middle. */
const TEAR_AFTER_MS = 20;

async function resetMidBody({ response, answer, connections }: Stage): Promise<undefined> {
	const text = answer?.payload.text ?? '{"jobId":"';
	response.writeHead(answer?.status ?? 200, {
		'content-type': answer?.payload.contentType ?? 'application/json',
		'content-length': String(Buffer.byteLength(text) + 1),
	});
	response.write(firstHalf(text));
	await connections.delay(TEAR_AFTER_MS);
	response.socket?.resetAndDestroy();
}

async function drip(everyMs: number, bytes: number, stage: Stage): Promise<number | undefined> {
	const { response, connections, answer } = stage;
	const body = Buffer.from(answer?.payload.text ?? '{}');
	const status = answer?.status ?? 200;
	response.writeHead(status, {
		'content-type': answer?.payload.contentType ?? 'application/json',
		'content-length': String(body.length),
	});
	for (let sent = 0; sent < body.length; sent += bytes) {
		if (response.destroyed) return undefined;
		response.write(body.subarray(sent, sent + bytes));
		await connections.delay(everyMs);
	}
	response.end();
	return status;
}

/** So long a name that no client will see the end of it. */
const HEAD = `HTTP/1.1 200 OK\r\nx-${'a'.repeat(10_000)}`;

async function dripHead(everyMs: number, { response, connections }: Stage): Promise<undefined> {
	const { socket } = response;
	for (const byte of HEAD) {
		if (!socket || socket.destroyed) return;
		socket.write(byte);
		await connections.delay(everyMs);
	}
	socket?.destroy();
}

const FILLER = 'x'.repeat(64 * 1024);

/** Ends when the client hangs up; its socket tells when it can take more. */
async function endless(status: number, { response }: Stage): Promise<undefined> {
	response.writeHead(status, { 'content-type': 'application/json' });
	response.write('{"jobId":"endless","status":"active","filler":"');
	const closed = new Promise<void>((resolve) => response.once('close', resolve));
	while (!response.destroyed) {
		if (response.write(FILLER)) continue;
		const drained = new Promise<void>((resolve) => response.once('drain', resolve));
		await Promise.race([drained, closed]);
	}
}
