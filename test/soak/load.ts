import { randomUUID } from 'node:crypto';

import { sleep } from './platform';
import { pickFrom, wholeBetween } from './random';
import { BATCH_PATH, READING_PATH } from './workflows';

/** Work for one item: which agent, and the input that also tells the emulator how the job goes. */
export interface Task {
	id: string;
	agentId: string;
	input: { task: string; emulate: object };
}

/** What is under way and was done; read it while the load runs. */
export interface LoadCount {
	/** The ids of all tasks that n8n may have begun with, whatever became of them. */
	taskIds: string[];
	readings: number;
	underWay: number;
	/** While true, nothing new is begun: n8n takes in new work even while it waits for its end. */
	isHeld: boolean;
}

const AT_ONCE = 4;
const BATCH_SIZES = { least: 5, most: 25 };
const AGENTS = ['event-scheduler', 'invoice-reader', 'image-captioner', 'site-monitor'];
const OUTCOMES = [...Array<string>(8).fill('completed'), 'failed', 'cancelled'];
const PROGRESS = ['linear', 'linear', 'absent', 'jumps', 'text'];
/** n8n ends no webhook of itself; a batch that was lost must not stop the load. */
const GIVE_UP_MS = 90_000;
const READING_EVERY_MS = 2000;
const HELD_LOOK_MS = 200;
const UNREACHABLE_MS = 500;

function newTask(random: () => number): Task {
	const id = randomUUID();
	const emulate = {
		durationMs: wholeBetween(50, 2500, random),
		outcome: pickFrom(OUTCOMES, random),
		progress: pickFrom(PROGRESS, random),
	};
	return { id, agentId: pickFrom(AGENTS, random), input: { task: id, emulate } };
}

function codeOf(reason: unknown): unknown {
	return ((reason as { cause?: { code?: unknown } }).cause ?? {}).code;
}

/**
 * Posts, and waits until the workflow has ended; what it answers does not matter.
 *
 * @returns false when n8n surely began nothing: it does not listen, or knows no such workflow yet
 */
async function post(url: string, body: object): Promise<boolean> {
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
			signal: AbortSignal.timeout(GIVE_UP_MS),
		});
		await response.text();
		return response.status !== 404;
	} catch (reason) {
		// A restart cuts connections: the accounts tell what had begun by then.
		return codeOf(reason) !== 'ECONNREFUSED';
	}
}

/** Keeps n8n busy with batches of tasks, several at once, and with readings, until it is told to end. */
export async function playLoad(
	n8nUrl: string,
	count: LoadCount,
	random: () => number,
	isOver: () => boolean,
): Promise<void> {
	const mayBegin = async () => {
		while (count.isHeld && !isOver()) await sleep(HELD_LOOK_MS);
		return !isOver();
	};
	const sendBatches = async () => {
		while (await mayBegin()) {
			const size = wholeBetween(BATCH_SIZES.least, BATCH_SIZES.most, random);
			const tasks = Array.from({ length: size }, () => newTask(random));
			count.underWay++;
			const mayHaveBegun = await post(`${n8nUrl}/webhook/${BATCH_PATH}`, { tasks });
			count.underWay--;
			if (mayHaveBegun) count.taskIds.push(...tasks.map(({ id }) => id));
			else await sleep(UNREACHABLE_MS);
		}
	};
	const sendReadings = async () => {
		while (await mayBegin()) {
			if (await post(`${n8nUrl}/webhook/${READING_PATH}`, {})) count.readings++;
			await sleep(READING_EVERY_MS);
		}
	};
	await Promise.all([...Array.from({ length: AT_ONCE }, sendBatches), sendReadings()]);
}
