import { REPOSITORY } from '../../scripts/repository';
import { sayInTerminal } from '../../scripts/real-n8n';
import { documentOf, type Sections } from './document';
import { fs, parseArgs, path, process } from './platform';
import { scheduleTable } from './scheduleTable';
import { aimTable } from './waiting/aims';
import { measureGrid, waitingTables } from './waiting/grid';
import { openStage } from './waiting/stage';
import { limitTable } from './waiting/underLimit';

const HELP = `Measures this package and writes docs/benchmark.md.

  npm run bench                             everything, about 15 minutes
  npm run bench -- --only schedule          schedule, waiting or limit; several with commas
  npm run bench -- --items 1,10 --seconds 3 smaller grids of the waiting part
  npm run bench -- --repeat 1               runs of each short case (3)

A part, or a smaller grid, is printed but not written.
`;

const FLAGS = {
	only: { type: 'string', default: 'schedule,waiting,limit' },
	items: { type: 'string', default: '1,10,100,200' },
	seconds: { type: 'string', default: '3,5,30' },
	repeat: { type: 'string', default: '3' },
	help: { type: 'boolean', default: false },
} as const;

type Flags = { only: string; items: string; seconds: string; repeat: string };

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

async function bench(): Promise<void> {
	const { values } = parseArgs({ options: FLAGS });
	if (values.help) return sayInTerminal(HELP);
	const parts = values.only.split(',');
	const sections = await measureInN8n(parts, values);
	if (parts.includes('schedule')) sections.schedule = await scheduleTable();
	const document = documentOf(sections);
	sayInTerminal(`\n${document}`);
	const isWhole = (['only', 'items', 'seconds', 'repeat'] as const).every(
		(flag) => values[flag] === FLAGS[flag].default,
	);
	if (!isWhole) return;
	const file = path.join(REPOSITORY, 'docs', 'benchmark.md');
	await fs.writeFile(file, document);
	sayInTerminal(`Written to ${path.relative(REPOSITORY, file)}`);
}

void bench().catch((reason: Error) => {
	sayInTerminal(`The measurement ended early: ${reason.message}`);
	process.exitCode = 1;
});
