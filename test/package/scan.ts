/**
 * Lints a folder as n8n's scanner of community packages does, `@n8n/scan-community-package`, and prints
 * what it objects to as JSON. No comment in the code can switch a rule off. The rules are those that
 * came with `@n8n/node-cli`; nothing is fetched.
 */
import { config as official } from '@n8n/node-cli/eslint';
import { ESLint, type Linter } from 'eslint';
import { fs, path, process } from '../../scripts/platform';

const COMMUNITY = '@n8n/community-nodes';

/** The rules of community nodes hold for whatever is shipped, not only for TypeScript. */
function forEveryFile(entries: Linter.Config[]): Linter.Config[] {
	const found = entries.filter(({ plugins, rules }) => plugins?.[COMMUNITY] && rules);
	if (found.length === 0) throw new Error(`n8n's lint configuration has no ${COMMUNITY}`);
	return found.map(({ plugins, rules }) => ({ plugins, rules }));
}

const SCANNER: Linter.Config[] = [
	...official.filter(({ ignores }) => ignores === undefined),
	...forEveryFile(official),
	{ rules: { 'no-console': 'error' } },
];

/** Of the repository what the package is made of; of the packed package what n8n runs. */
const SCANNED = {
	source: { rooms: ['nodes', 'credentials'], files: /^package\.json$|\.(js|ts)$/ },
	packed: { rooms: ['.'], files: /^package\.json$|\.js$/ },
};

async function scannedFiles(folder: string, kind: keyof typeof SCANNED): Promise<string[]> {
	const { rooms, files } = SCANNED[kind];
	const found = rooms.map(async (room) => {
		const inside = await fs.readdir(path.join(folder, room), { recursive: true });
		return inside.map((file) => path.join(room, file));
	});
	const all = ['package.json', ...(await Promise.all(found)).flat()];
	return [...new Set(all)].filter((file) => files.test(file)).sort();
}

async function scan(folder: string, kind: keyof typeof SCANNED): Promise<void> {
	const eslint = new ESLint({
		cwd: folder,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: SCANNER,
	});
	const results = await eslint.lintFiles(await scannedFiles(folder, kind));
	const objections = results.flatMap(({ filePath, messages }) =>
		messages
			.filter(({ severity }) => severity === 2)
			.map(({ ruleId, line, message }) => {
				const file = path.relative(folder, filePath);
				return `${file}:${line} ${ruleId ?? 'unreadable'}: ${message}`;
			}),
	);
	process.stdout.write(JSON.stringify({ files: results.length, objections }));
}

void scan(process.argv[2], process.argv[3] === 'source' ? 'source' : 'packed');
