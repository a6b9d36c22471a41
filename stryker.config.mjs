import process from 'node:process';

/** The pure code, room by room. `MUTATION_ROOM=trigger` takes one; without it all are taken. */
const ROOMS = {
	api: [
		'nodes/AgentsCode/api/*.ts',
		// What talks HTTP, tells the time or is n8n's, and what is only words or numbers.
		'!nodes/AgentsCode/api/{answer,client,clock,errors,limits,requestSignal,requester,result,transport,whenAborted}.ts',
	],
	jobs: ['nodes/AgentsCode/jobs/*.ts', '!nodes/AgentsCode/jobs/{itemFailure,jobRoom}.ts'],
	reports: ['nodes/AgentsCode/reports/*.ts', '!nodes/AgentsCode/reports/htmlParts.ts'],
	trigger: [
		'nodes/AgentsCode/trigger/creditsLow/balanceWatch.ts',
		'nodes/AgentsCode/trigger/history/*.ts',
	],
};

const { MUTATION_ROOM: room } = process.env;
if (room && !ROOMS[room]) throw new RangeError(`MUTATION_ROOM is none of ${Object.keys(ROOMS)}`);
const folder = room ? `reports/mutation/${room}` : 'reports/mutation';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
	testRunner: 'jest',
	plugins: ['@stryker-mutator/jest-runner'],
	jest: { configFile: 'jest.mutation.config.js' },
	coverageAnalysis: 'perTest',
	ignoreStatic: true,
	mutate: room ? ROOMS[room] : Object.values(ROOMS).flat(),
	ignorePatterns: ['/.cache', '/artifacts', '/coverage', '/dist', '/docs', '/examples', '/reports'],
	concurrency: 2,
	maxTestRunnerReuse: 100,
	timeoutMS: 5000,
	reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
	clearTextReporter: { logTests: false, reportTests: false, allowColor: false },
	htmlReporter: { fileName: `${folder}/index.html` },
	jsonReporter: { fileName: `${folder}/mutation.json` },
	incremental: true,
	incrementalFile: `${folder}/incremental.json`,
	thresholds: { high: 92, low: 85, break: 85 },
};
