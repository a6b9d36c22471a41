import type { Say } from '../../../scripts/real-n8n';
import type { Behaviour } from '../../emulator';
import { duration, markdownTable } from '../statistics';
import { measure } from './measure';
import { SERVICE, type Stage } from '../n8n/stage';
import type { Contestant } from './workflows';

type Rule = NonNullable<Behaviour['rateLimit']>;

const PER_SECOND = 8;
const ITEMS = 30;
const JOB_SECONDS = 2;

const RULES: Array<{
	contestant: Contestant;
	title: string;
	rule: Pick<Rule, 'window' | 'retryAfter'>;
}> = [
	...(['sliding', 'fixed'] as const).flatMap((window) =>
		(['seconds', 'date', 'missing'] as const).map((retryAfter) => ({
			contestant: 'node' as const,
			title: 'this node',
			rule: { window, retryAfter },
		})),
	),
	{
		contestant: 'loop',
		title: 'loop by hand',
		rule: { window: 'sliding', retryAfter: 'seconds' },
	},
];

const HEAD = [
	'who waits',
	'window',
	'`Retry-After`',
	'execution',
	'jobs started',
	'results delivered',
	'requests refused',
	'wall time',
	'least possible',
];

/** 30 jobs of 2 s, started at once, while the service lets 8 requests a second through. */
export async function limitTable(stage: Stage, say: Say): Promise<string> {
	const rows: string[][] = [];
	for (const { contestant, title, rule } of RULES) {
		say(`• ${title} under a limit: ${rule.window} window, Retry-After ${rule.retryAfter}`);
		const figures = await measure(stage, {
			contestant,
			items: ITEMS,
			jobSeconds: JOB_SECONDS,
			service: { ...SERVICE, rateLimit: { perSecond: PER_SECOND, ...rule } },
		});
		const passed = figures.requests - figures.refused;
		const counts = [figures.jobsStarted, figures.jobsDelivered, figures.refused];
		const leastMs = Math.max(JOB_SECONDS, passed / PER_SECOND) * 1000;
		rows.push([
			title,
			`${rule.window}`,
			`${rule.retryAfter}`,
			figures.status,
			...counts.map(String),
			duration(figures.wallMs),
			figures.status === 'success' ? duration(leastMs) : '–',
		]);
	}
	return markdownTable(HEAD, rows);
}
