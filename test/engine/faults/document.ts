import { COLUMNS, MATRIX, SIGNS } from './matrix';

const INTRO = `# What happens when something goes wrong

Every call of the package under every fault of the service or the network. A test plays each cell through n8n's own engine, over real HTTP (\`test/engine/faults\`), and holds it to this table; the table is written from \`test/engine/faults/matrix.ts\` by \`npm run docs:faults\`.

In every cell: the call comes to an end, n8n goes on, the ID of a job that was paid for is not lost (but under ¿, where the search for it went wrong as well), at most one job is started, no other origin is asked, and the API key is nowhere in what n8n keeps.

A cell holds two signs: what becomes of a fault that strikes once, and of one that lasts. A dot means that the answer has no such value, or, for the credential's test, that n8n itself sends the request and waits for it.`;

/** docs/faults.md, before Prettier has aligned it. */
export function faultsDocument(): string {
	const signs = Object.entries(SIGNS).map(([sign, meaning]) => `| ${sign} | ${meaning} |`);
	const calls = Object.entries(COLUMNS).map(([head, call]) => `| ${head} | ${call} |`);
	return [
		INTRO,
		['| Sign | Meaning |', '| --- | --- |', ...signs].join('\n'),
		MATRIX.trim(),
		'## The calls',
		['| Column | Call |', '| --- | --- |', ...calls].join('\n'),
		'',
	].join('\n\n');
}
