/**
 * Takes the README's picture of the HTML usage report: `npm run screenshots:report`. With
 * `-- --looks <folder>` it also stores how the report looks in light and dark, narrow and wide.
 * Chromium is installed where it is missing.
 */
import type { Browser } from 'playwright-core';
import { toHtml } from '../nodes/AgentsCode/reports/html';
import { contentOf } from '../nodes/AgentsCode/reports/summary';
import type { GroupBy } from '../nodes/AgentsCode/reports/groups';
import { UsageFold } from '../nodes/AgentsCode/reports/usageReport';
import { openZone } from '../nodes/AgentsCode/reports/zone';
import { catalogue } from '../test/emulator/agents';
import { launchChromium } from './browser/chromium';
import { fs, parseArgs, path, process } from './platform';
import { REPOSITORY } from './repository';

const NOW_MS = Date.parse('2026-05-31T16:00:00Z');
const HOUR_MS = 3_600_000;

/** A week of made-up runs, the same each time. */
function sampleReport(groupBy: GroupBy): string {
	const zone = openZone('Europe/Berlin');
	const period = { fromMs: zone.startOfDay(zone.dayAt(NOW_MS) - 6), toMs: NOW_MS };
	const active = catalogue().filter(({ status }) => status === 'ACTIVE');
	const agents = active.map((agent) => ({ ...agent }));
	const fold = new UsageFold({ groupBy, period, zone, nowMs: NOW_MS, agents });
	for (let index = 0; index < 400; index++) {
		const agent = agents[(index * index + (index % 5)) % agents.length];
		const isUnlucky = index % 17 === 5;
		fold.add([
			{
				id: String(index),
				agent: agent.name,
				status: isUnlucky ? 'failed' : index % 61 === 7 ? 'cancelled' : 'completed',
				creditsUsed: isUnlucky ? 0 : agent.credits,
				duration: (agent.durationMs / 1000) * (1 + (index % 13) / 6),
				startedAt: new Date(NOW_MS - ((index * 37) % 160) * HOUR_MS).toISOString(),
			},
		]);
	}
	const balance = { available: 2450.5, used: 9120 };
	return toHtml(contentOf(fold.report(), balance, zone, NOW_MS));
}

interface Look {
	width: number;
	colorScheme: 'light' | 'dark';
	groupBy: GroupBy;
}

async function shoot(browser: Browser, look: Look, file: string): Promise<void> {
	const { width, colorScheme, groupBy } = look;
	const page = await browser.newPage({
		viewport: { width, height: 400 },
		colorScheme,
		deviceScaleFactor: 2,
	});
	await page.setContent(sampleReport(groupBy));
	await page.screenshot({ path: file, fullPage: true });
	await page.close();
	process.stdout.write(`  ${file}\n`);
}

async function shootLooks(browser: Browser, folder: string): Promise<void> {
	await fs.mkdir(folder, { recursive: true });
	for (const groupBy of ['agent', 'day'] as const)
		for (const colorScheme of ['light', 'dark'] as const)
			for (const width of [360, 1200]) {
				const file = path.join(folder, `${groupBy}-${colorScheme}-${width}.png`);
				await shoot(browser, { groupBy, colorScheme, width }, file);
			}
}

async function main(): Promise<void> {
	const { values } = parseArgs({ options: { looks: { type: 'string' } } });
	const browser = await launchChromium();
	try {
		const picture = path.join(REPOSITORY, 'docs', 'images', 'usage-report.png');
		await fs.mkdir(path.dirname(picture), { recursive: true });
		await shoot(browser, { width: 720, colorScheme: 'light', groupBy: 'agent' }, picture);
		if (values.looks) await shootLooks(browser, path.resolve(values.looks));
	} finally {
		await browser.close();
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
	process.exitCode = 1;
});
