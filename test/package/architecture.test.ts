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
const PURE_ROOMS = ['api', 'jobs', 'reports', 'trigger/history'];

/** What of these rooms can not be pure, and why. */
const IMPURE: Record<string, string> = {
	'api/answer.ts': "holds dates of a service against the machine's clock",
	'api/client.ts': 'makes the calls, through the requester',
	'api/clock.ts': 'is the clock that all others are handed',
	'api/requester.ts': 'sends requests, and brings chance into their pauses',
	'api/transport.ts': 'talks HTTP',
	'jobs/jobRoom.ts': 'brings chance into the looks of an execution',
};

/** What pure files take from outside: hashes of what they are handed, and the classes of n8n's errors. */
const OUTSIDE: Record<string, string> = {
	'api/errors.ts': 'n8n-workflow',
	'jobs/ledgerKey.ts': 'node:crypto',
	'trigger/history/rowKey.ts': 'node:crypto',
};

const TELLS_TIME_OR_CHANCE = /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bperformance\b/;

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
	return ast.statements.flatMap((statement) => {
		const isImport = ts.isImportDeclaration(statement);
		if (!isImport && !ts.isExportDeclaration(statement)) return [];
		const { moduleSpecifier } = statement;
		if (!moduleSpecifier) return [];
		const { isTypeOnly = false } = isImport ? (statement.importClause ?? {}) : statement;
		return [{ from: (moduleSpecifier as ts.StringLiteral).text, isTypeOnly }];
	});
}

/** The rooms a file imports from, its own left out. */
function knownRooms(source: Source): string[] {
	const folder = path.dirname(source.name);
	const rooms = importsOf(source)
		.filter(({ from }) => from.startsWith('.'))
		.map(({ from }) => roomOf(path.join(folder, from) + path.sep));
	return [...new Set(rooms)].filter((room) => room !== roomOf(source.name));
}

/** The name with slashes, whatever the machine. */
function slashed(name: string): string {
	return name.split(path.sep).join('/');
}

/** What a file is forbidden that is to be pure. */
function impurities(source: Source): string[] {
	const name = slashed(source.name);
	const known = importsOf(source)
		.filter(({ isTypeOnly }) => !isTypeOnly)
		.map(({ from }) => from);
	const foreign = known.filter((from) => !from.startsWith('.') && OUTSIDE[name] !== from);
	const impure = known
		.filter((from) => from.startsWith('.'))
		.map((from) => slashed(path.join(path.dirname(source.name), `${from}.ts`)))
		// What a job's room has to say beside its opening is as pure as the rest.
		.filter((each) => Object.hasOwn(IMPURE, each) && each !== 'jobs/jobRoom.ts');
	const asked = TELLS_TIME_OR_CHANCE.exec(source.ast.text) ?? [];
	return [...foreign, ...impure, ...asked.slice(0, 1)].map((each) => `${name}: ${each}`);
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

	it('decides without HTTP, the wall clock and chance, but for the files that are there for these', () => {
		const pure = sources.filter(
			({ name }) => PURE_ROOMS.includes(roomOf(name)) && !Object.hasOwn(IMPURE, slashed(name)),
		);
		expect(pure.length).toBeGreaterThan(60);
		expect(pure.flatMap(impurities)).toEqual([]);
	});

	it.each(Object.keys(IMPURE))('needs its exception for %s', (name) => {
		const source = sources.find((each) => slashed(each.name) === name);
		expect(source && impurities(source).length).toBeGreaterThan(0);
	});

	it.each(Object.entries(OUTSIDE))('needs in %s what it may take from %s', (name, from) => {
		const source = sources.find((each) => slashed(each.name) === name);
		expect(source && importsOf(source)).toContainEqual({ from, isTypeOnly: false });
	});

	it('has small files', () => {
		const large = sources.filter(({ ast }) => linesOf(ast, ast) > MOST_LINES_OF_A_FILE);
		expect(large.map(({ name }) => name)).toEqual([]);
	});

	it('has short functions', () => {
		expect(sources.flatMap(longFunctions)).toEqual([]);
	});
});
