/**
 * Preloaded into n8n's own process: notes every few seconds what is alive in it. A full garbage
 * collection comes first, so that the heap is what something still holds, and not what is waiting to
 * be thrown away.
 */
const { appendFileSync, readdirSync } = require('node:fs');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

const SAMPLE_MS = 5000;
const file = process.env.AGENTSCODE_SOAK_SAMPLES;

function openFiles() {
	try {
		return readdirSync('/proc/self/fd').length;
	} catch {
		return 0;
	}
}

function sample(collectGarbage) {
	collectGarbage();
	const { heapUsed, external, rss } = process.memoryUsage();
	appendFileSync(
		file,
		`${JSON.stringify({
			pid: process.pid,
			atMs: Date.now(),
			heapBytes: heapUsed,
			externalBytes: external,
			residentBytes: rss,
			handles: process.getActiveResourcesInfo().length,
			openFiles: openFiles(),
		})}\n`,
	);
}

// n8n's task runner inherits what it was started with; only n8n itself is meant.
if (file && /bin[/\\]n8n$/.test(process.argv[1] ?? '')) {
	setFlagsFromString('--expose-gc');
	const collectGarbage = runInNewContext('gc');
	setInterval(() => sample(collectGarbage), SAMPLE_MS).unref();
}
