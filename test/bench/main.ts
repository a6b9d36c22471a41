import { REPOSITORY } from '../../scripts/repository';
import { sayInTerminal } from '../../scripts/real-n8n';
import { documentOf, SECTION_COUNT, type Sections } from './document';
import { CHART_FILE, daySection, growthSection } from './growth/section';
import { fs, parseArgs, path, process } from './platform';
import { reportTable } from './report/table';
import { scheduleTable } from './scheduleTable';
import { aimTable } from './waiting/aims';
import { measureGrid, waitingTables } from './waiting/grid';
import { openStage } from './n8n/stage';
import { limitTable } from './waiting/underLimit';

const HELP = `Measures this package and writes docs/benchmark.md.

  npm run bench                             everything, about 25 minutes
  npm run bench -- --only schedule          schedule, waiting, limit, report, growth
                                            or days; several with commas
  npm run bench -- --items 1,10 --seconds 3 smaller grids of the waiting part
  npm run bench -- --rows 5000              a shorter history for the report part
  npm run bench -- --repeat 1               runs of each short case (3)

A part renews its own sections of the document and leaves the others. What is measured with other
numbers than the usual ones is printed but not written.
`;

const FLAGS = {
	only: { type: 'string', default: 'schedule,waiting,limit,report,growth,days' },
	items: { type: 'string', default: '1,10,100,200' },
	seconds: { type: 'string', default: '3,5,30' },
	rows: { type: 'string', default: '100000' },
	repeat: { type: 'string', default: '3' },
	help: { type: 'boolean', default: false },
} as const;

type Flags = { only: string; items: string; seconds: string; rows: string; repeat: string };

function numbersIn(text: string): number[] {
	const numbers = text.split(',').map(Number);
	if (numbers.every((each) => each > 0)) return numbers;
	throw new RangeError(`'${text}' is no list of numbers above 0`);
}

async function measureInN8n(parts: string[], flags: Flags): Promise<Sections> {
	const sections: Sections = {};
	if (!parts.includes('waiting') && !parts.includes('limit')) return sections;
	const [items, jobSeconds] = [flags.items, flags.seconds].map(numbersIn);
	const grid = { items, jobSeconds, repeat: numbersIn(flags.repeat)[0] };
	const stage = await openStage();
	try {
		if (parts.includes('waiting')) {
			const measured = await measureGrid(stage, grid, sayInTerminal);
			sections.aims = aimTable(measured);
			sections.waiting = waitingTables(measured);
		}
		if (parts.includes('limit')) sections.limit = await limitTable(stage, sayInTerminal);
	} finally {
		await stage.close();
	}
	return sections;
}

interface Measured {
	sections: Sections;
	/** The picture of the trigger's days, if they were played. */
	chart?: string;
}

async function measureParts(flags: Flags): Promise<Measured> {
	const parts = flags.only.split(',');
	const unknown = parts.find((part) => !FLAGS.only.default.split(',').includes(part));
	if (unknown !== undefined) throw new RangeError(`'${unknown}' is no part of the measurement`);
	const sections = await measureInN8n(parts, flags);
	if (parts.includes('report')) {
		const [rows, repeat] = [flags.rows, flags.repeat].map((text) => numbersIn(text)[0]);
		sections.report = await reportTable(rows, repeat, sayInTerminal);
	}
	if (parts.includes('schedule')) sections.schedule = await scheduleTable();
	if (parts.includes('growth'))
		sections.growth = await growthSection(numbersIn(flags.repeat)[0], sayInTerminal);
	if (!parts.includes('days')) return { sections };
	const days = await daySection(sayInTerminal);
	return { sections: { ...sections, days: days.text }, chart: days.chart };
}

async function write({ sections, chart }: Measured): Promise<void> {
	const file = path.join(REPOSITORY, 'docs', 'benchmark.md');
	const isWhole = Object.keys(sections).length === SECTION_COUNT;
	const stored = isWhole ? '' : await fs.readFile(file, 'utf8').catch(() => '');
	await fs.writeFile(file, documentOf(sections, stored));
	if (chart) await fs.writeFile(path.join(path.dirname(file), CHART_FILE), chart);
	sayInTerminal(`Written to ${path.relative(REPOSITORY, file)}`);
}

async function bench(): Promise<void> {
	const { values } = parseArgs({ options: FLAGS });
	if (values.help) return sayInTerminal(HELP);
	const measured = await measureParts(values);
	sayInTerminal(`\n${documentOf(measured.sections)}`);
	const isUsual = (['items', 'seconds', 'rows', 'repeat'] as const).every(
		(flag) => values[flag] === FLAGS[flag].default,
	);
	if (isUsual) await write(measured);
}

void bench().catch((reason: Error) => {
	sayInTerminal(`The measurement ended early: ${reason.message}`);
	process.exitCode = 1;
});
