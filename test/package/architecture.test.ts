import ts from 'typescript';
import { fs, path } from '../../scripts/platform';
import { REPOSITORY } from '../../scripts/repository';

/** Each room of the shipped code, and the rooms it may know. Nothing points back up. */
const MAY_KNOW: Record<string, string[]> = {
	api: [],
	jobs: ['api'],
	methods: ['api'],
	reports: ['api', 'jobs'],
	'trigger/history': ['api', 'jobs'],
	'trigger/poll': ['api', 'trigger/history'],
	'trigger/creditsLow': ['api', 'trigger/poll'],
	'trigger/jobFinished': ['api', 'jobs', 'trigger/history', 'trigger/poll'],
	trigger: ['trigger/creditsLow', 'trigger/jobFinished'],
	operations: ['api', 'jobs', 'reports'],
	'.': ['methods', 'operations', 'trigger'],
};

/** Decide, and are handed whatever they need: no HTTP, no wall clock, no n8n context at run time. */
const PURE = [
	'api/pace.ts',
	'api/pacer.ts',
	'api/paging.ts',
	'api/retry.ts',
	'api/retryAfter.ts',
	'jobs/aim.ts',
	'jobs/blindDelays.ts',
	'jobs/firstLook.ts',
	'jobs/fleet.ts',
	'jobs/fleetMember.ts',
	'jobs/prediction.ts',
	'jobs/schedule.ts',
	'jobs/waiter.ts',
	'trigger/history/cutGap.ts',
	'trigger/history/pollHistory.ts',
	'trigger/history/settle.ts',
	'trigger/history/walk.ts',
	'reports/usageReport.ts',
	'reports/html.ts',
];

const MOST_LINES_OF_A_FILE = 200;
const MOST_LINES_OF_A_FUNCTION = 40;

const NODE_FOLDER = path.join(REPOSITORY, 'nodes', 'AgentsCode');

interface Source {
	/** Relative to the node's folder. */
	name: string;
	ast: ts.SourceFile;
}

async function readSources(): Promise<Source[]> {
	const names = (await fs.readdir(NODE_FOLDER, { recursive: true })).filter((name) =>
		name.endsWith('.ts'),
	);
	return await Promise.all(
		names.map(async (name) => {
			const text = await fs.readFile(path.join(NODE_FOLDER, name), 'utf8');
			return { name, ast: ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true) };
		}),
	);
}

/** A folder within a room is part of it, unless it is named as a room of its own. */
function roomOf(name: string): string {
	const [room, ...inner] = name.split(path.sep);
	if (inner.length === 0) return '.';
	const innerRoom = `${room}/${inner[0]}`;
	return Object.hasOwn(MAY_KNOW, innerRoom) ? innerRoom : room;
}

interface Import {
	from: string;
	isTypeOnly: boolean;
}

function importsOf({ ast }: Source): Import[] {
	return ast.statements.filter(ts.isImportDeclaration).map((statement) => ({
		from: (statement.moduleSpecifier as ts.StringLiteral).text,
		isTypeOnly: statement.importClause?.isTypeOnly === true,
	}));
}

/** The rooms a file imports from, its own left out. */
function knownRooms(source: Source): string[] {
	const folder = path.dirname(source.name);
	const rooms = importsOf(source)
		.filter(({ from }) => from.startsWith('.'))
		.map(({ from }) => roomOf(path.join(folder, from) + path.sep));
	return [...new Set(rooms)].filter((room) => room !== roomOf(source.name));
}

function linesOf(ast: ts.SourceFile, node: ts.Node): number {
	const line = (position: number) => ast.getLineAndCharacterOfPosition(position).line;
	return line(node.end) - line(node.getStart()) + 1;
}

function longFunctions({ name, ast }: Source): string[] {
	const long: string[] = [];
	const visit = (node: ts.Node): void => {
		const hasBody = ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
		if (hasBody && linesOf(ast, node) > MOST_LINES_OF_A_FUNCTION) {
			const { line } = ast.getLineAndCharacterOfPosition(node.getStart());
			long.push(`${name}:${line + 1} has ${linesOf(ast, node)} lines`);
		}
		ts.forEachChild(node, visit);
	};
	visit(ast);
	return long;
}

describe('the shipped code', () => {
	let sources: Source[];

	beforeAll(async () => {
		sources = await readSources();
		expect(sources.length).toBeGreaterThan(100);
	});

	it('has rooms that know only the rooms below them', () => {
		const strays = sources.flatMap((source) =>
			knownRooms(source)
				.filter((room) => !MAY_KNOW[roomOf(source.name)]?.includes(room))
				.map((room) => `${source.name} → ${room}`),
		);
		expect(strays).toEqual([]);
	});

	it.each(PURE)('%s decides without HTTP and without the wall clock', (name) => {
		const source = sources.find((each) => each.name === path.join(...name.split('/')));
		const known = importsOf(source!).filter(({ isTypeOnly }) => !isTypeOnly);
		expect(known.map(({ from }) => from).filter((from) => !from.startsWith('.'))).toEqual([]);
		expect(known.filter(({ from }) => /transport|client|clock/.test(from))).toEqual([]);
		expect(source!.ast.text).not.toMatch(/Date\.now\(|new Date\(\)|Math\.random/);
	});

	it('has small files', () => {
		const large = sources.filter(({ ast }) => linesOf(ast, ast) > MOST_LINES_OF_A_FILE);
		expect(large.map(({ name }) => name)).toEqual([]);
	});

	it('has short functions', () => {
		expect(sources.flatMap(longFunctions)).toEqual([]);
	});
});
