import type { NodeHint } from 'n8n-workflow';
import { PRICE_PATTERN } from '../../api/prices';
import { DEFAULT_MAX_CONCURRENT_JOBS } from './jobOptions';
import { MANY_CREDITS } from './runHints';

const IS_RUN = '$parameter.resource === "agent" && $parameter.operation === "run"';

/** What comes in is known once the node before has run; to ask earlier throws. */
const ITEMS = '(() => { try { return $input.all().length } catch (e) { return 0 } })()';

/** The agent as the form stores it: an expression alone would see no more than its ID. */
const AGENT = 'JSON.parse(JSON.stringify($rawParameter)).agentId';
const IS_PICKED = `!String(${AGENT}?.value ?? "=").startsWith("=")`;
const PRICE = `Number(String(${AGENT}?.cachedResultName).match(${PRICE_PATTERN})?.[1] ?? 0)`;

function beforeRun(type: 'info' | 'warning', condition: string, message: string): NodeHint {
	return {
		type,
		message,
		displayCondition: `={{ ${IS_RUN} && ${condition} }}`,
		whenToDisplay: 'beforeExecution',
		location: 'outputPane',
	};
}

/** Hints that n8n shows before a run costs anything. Their texts can't hold figures. */
export const designHints: NodeHint[] = [
	beforeRun(
		'warning',
		`!$parameter.options?.checkCredits && ${ITEMS} > 1 && ${IS_PICKED} && ${ITEMS} * ${PRICE} > ${MANY_CREDITS}`,
		`With so many input items this costs more than ${MANY_CREDITS} credits: each item starts a paid run. 'Check Credits First' in the options starts nothing when the balance does not suffice.`,
	),
	beforeRun(
		'info',
		`$parameter.options?.maxConcurrentJobs === undefined && ${ITEMS} > ${DEFAULT_MAX_CONCURRENT_JOBS}`,
		`More than ${DEFAULT_MAX_CONCURRENT_JOBS} items come in, and each starts a job. ${DEFAULT_MAX_CONCURRENT_JOBS} run at once; 'Max Concurrent Jobs' in the options changes that. For a single job, switch on 'Execute Once' in the settings.`,
	),
];
