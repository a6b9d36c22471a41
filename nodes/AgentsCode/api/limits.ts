/** How long a read may be without a first byte of its answer. */
export const READ_TIMEOUT_MS = 30_000;
/** Longer than for reads: a start that times out may have been carried out, and paid. */
export const START_TIMEOUT_MS = 120_000;
/**
 * How long the answer to a start is still waited for after Stop: its job is running and paid for, and
 * without the answer nobody knows its ID.
 */
export const STOP_GRACE_MS = 2_000;
/** How long reads go on through 429s and passing faults, and one answer at most may take. */
export const READ_PATIENCE_MS = 60_000;
/**
 * A look may wait for its turn, and then for its answer, until so long after the deadline of its wait:
 * the last one shall have a chance.
 */
export const LAST_LOOK_MS = 5_000;
export const READ_TRIES = 3;
/** Somebody is looking at an open list: it should answer, or say why not, within seconds. */
export const PICKER_PATIENCE_MS = 10_000;
/** How long each request may take that looks for runs which may be a job in question. */
export const CLARIFY_PATIENCE_MS = 10_000;

const MEGABYTE = 1024 * 1024;
/** More than any result that a workflow can work with; n8n's helper itself would take in anything. */
export const MAX_ANSWER_BYTES = 64 * MEGABYTE;
/** Of a refusal only the words are of use. */
export const MAX_REFUSAL_BYTES = MEGABYTE / 16;
