/**
 * Preloaded into n8n's own process: notes every few seconds what is alive in it. A full garbage
 * collection comes first, so that the heap is what something still holds, and not what is waiting to
 * be thrown away.
 */
const { appendFileSync, readdirSync } = require('node:fs');
const { Session } = require('node:inspector');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

const SAMPLE_MS = 5000;
/** One allocation in so many bytes is traced to the code that made it. */
const TRACED_BYTES = 8192;
const PACKAGE = /[/\\]node_modules[/\\]n8n-nodes-agentscode[/\\]/;
const file = process.env.AGENTSCODE_SOAK_SAMPLES;

function openFiles() {
	try {
		return readdirSync('/proc/self/fd').length;
	} catch {
		return 0;
	}
}

function traceAllocations() {
	const session = new Session();
	session.connect();
	session.post('HeapProfiler.enable');
	session.post('HeapProfiler.startSampling', { samplingInterval: TRACED_BYTES });
	return session;
}

/** Of what is alive, the bytes that the package's code made, or had n8n make for it. */
function packageBytes(session) {
	const bytesOf = ({ callFrame, selfSize, children }, isWithin) => {
		const isOurs = isWithin || PACKAGE.test(callFrame.url);
		const own = isOurs ? selfSize : 0;
		return children.reduce((sum, child) => sum + bytesOf(child, isOurs), own);
	};
	let bytes = 0;
	// An inspector session of the same thread answers at once.
	session.post('HeapProfiler.getSamplingProfile', (error, answer) => {
		bytes = error ? NaN : bytesOf(answer.profile.head, false);
	});
	return bytes;
}

function sample(collectGarbage, session) {
	collectGarbage();
	const { heapUsed, external, rss } = process.memoryUsage();
	appendFileSync(
		file,
		`${JSON.stringify({
			pid: process.pid,
			atMs: Date.now(),
			heapBytes: heapUsed,
			externalBytes: external,
			packageBytes: packageBytes(session),
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
	const session = traceAllocations();
	setInterval(() => sample(collectGarbage, session), SAMPLE_MS).unref();
}
