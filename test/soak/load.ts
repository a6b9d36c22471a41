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
	/** The ids of all tasks that were sent, whatever became of them. */
	taskIds: string[];
	batches: number;
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

function newTask(random: () => number): Task {
	const id = randomUUID();
	const emulate = {
		durationMs: wholeBetween(50, 2500, random),
		outcome: pickFrom(OUTCOMES, random),
		progress: pickFrom(PROGRESS, random),
	};
	return { id, agentId: pickFrom(AGENTS, random), input: { task: id, emulate } };
}

/** Posts, and waits until the workflow has ended; what the answer is does not matter. */
async function post(url: string, body: object): Promise<void> {
	const answered = fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
		signal: AbortSignal.timeout(GIVE_UP_MS),
	});
	// A restart cuts connections and refuses new ones: the accounts tell what had begun by then.
	const isAnswered = await answered.then(
		async (response) => await response.text().then(() => response.ok),
		() => false,
	);
	if (!isAnswered) await sleep(500);
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
			for (const { id } of tasks) count.taskIds.push(id);
			count.batches++;
			count.underWay++;
			await post(`${n8nUrl}/webhook/${BATCH_PATH}`, { tasks });
			count.underWay--;
		}
	};
	const sendReadings = async () => {
		while (await mayBegin()) {
			count.readings++;
			await post(`${n8nUrl}/webhook/${READING_PATH}`, {});
			await sleep(READING_EVERY_MS);
		}
	};
	await Promise.all([...Array.from({ length: AT_ONCE }, sendBatches), sendReadings()]);
}
