import { type Execution, itemsOf, type JsonItem } from '../../../scripts/real-n8n';
import { LAST_NODE, type Reporter } from './workflows';

/** What both reporters tell of an agent, each in its own words. */
export interface AgentSum {
	runs: number;
	creditsUsed: number;
}

const READERS: Record<Reporter, (item: JsonItem) => AgentSum> = {
	node: ({ runs, creditsUsed }) => ({ runs: Number(runs), creditsUsed: Number(creditsUsed) }),
	builtIn: (item) => ({
		runs: Number(item.count_id),
		creditsUsed: Number(item.sum_creditsUsed),
	}),
};

/** The sums of each agent that an execution came to, most credits first. */
export function sumsOf(reporter: Reporter, execution: Execution): AgentSum[] {
	const sums = itemsOf(execution, LAST_NODE[reporter]).map(READERS[reporter]);
	return sums.sort((a, b) => b.creditsUsed - a.creditsUsed || b.runs - a.runs);
}

/** Throws unless all executions came to the same sums, over every row. */
export function checkSums(all: AgentSum[][], rows: number): void {
	const [first, ...others] = all.map((sums) => JSON.stringify(sums));
	const told = all[0].reduce((count, { runs }) => count + runs, 0);
	if (told !== rows) throw new Error(`The report tells ${told} runs of ${rows}`);
	const different = others.find((each) => each !== first);
	if (different !== undefined)
		throw new Error(`The reports tell different sums: ${first} and ${different}`);
}
