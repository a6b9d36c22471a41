/** The calls of the table, by the heads of their columns. */
export const COLUMNS: Record<string, string> = {
	agents: 'Agent → Get Many: the list of agents',
	agent: 'Agent → Get: the list of agents',
	picker: 'The agent picker of the form',
	start: 'Agent → Run: the paid start',
	look: 'Agent → Run: a look at the job while waiting for it',
	wait: 'Job → Wait for Completion: a look at the job',
	job: 'Job → Get: the job',
	check: "Agent → Run with 'Check Credits First': agents and balance",
	search: 'Agent → Run: the search for a job whose start was never confirmed',
	balance: 'Credit → Get Balance',
	history: 'Credit → Get History: a page',
	report: 'Credit → Get Usage Report: its second page',
	'rep. bal.': 'Credit → Get Usage Report: the balance in its text',
	'cred. test': "The credential's test, which n8n itself sends and waits for",
	poll: 'Trigger: the credit history',
	'p. result': 'Trigger: the result of a finished job',
	'p. agents': 'Trigger: the list of agents to filter by',
	'p. credits': "Trigger: the balance, for 'Credits Low'",
};

/** What a sign of the table promises. */
export const SIGNS: Record<string, string> = {
	'✓': 'Works with this very answer',
	'↻': 'Works after asking again',
	'✗': 'Is told in words. A trigger keeps its state, and the next poll brings what was held back',
	'◇': 'Is told in words; nothing was started, and nothing is charged',
	'?': 'Is told as a start that was not confirmed, with the jobs it may have begun. It is not sent again',
	'¿': 'The same, without the jobs it may have begun',
	'⚑': "Is told in words, with the job's ID",
	'◐': 'The job is reported all the same, with the reason why its result is missing',
};

/**
 * What becomes of every call under every fault. A cell holds two signs: for a fault that strikes once,
 * and for one that lasts. A dot: the answer has no such value, or n8n itself sends the request.
 */
export const MATRIX = `
| fault                        | agents | agent | picker | start | look | wait | job | check | search | balance | history | report | rep. bal. | cred. test | poll | p. result | p. agents | p. credits |
| ---------------------------- | ------ | ----- | ------ | ----- | ---- | ---- | --- | ----- | ------ | ------- | ------- | ------ | --------- | ---------- | ---- | --------- | --------- | ---------- |
| connection refused           | ↻✗     | ↻✗    | ↻✗     | ↻◇    | ↻⚑   | ↻⚑   | ↻⚑  | ↻✗    | ?¿     | ↻✗      | ↻✗      | ↻✗     | ↻✗        | ✗✗         | ↻✗   | ↻◐        | ↻✗        | ↻✗         |
| reset before the answer      | ↻✗     | ↻✗    | ↻✗     | ??    | ↻⚑   | ↻⚑   | ↻⚑  | ↻✗    | ?¿     | ↻✗      | ↻✗      | ↻✗     | ↻✗        | ✗✗         | ↻✗   | ↻◐        | ↻✗        | ↻✗         |
| closed before the answer     | ↻✗     | ↻✗    | ↻✗     | ??    | ↻⚑   | ↻⚑   | ↻⚑  | ↻✗    | ?¿     | ↻✗      | ↻✗      | ↻✗     | ↻✗        | ✗✗         | ↻✗   | ↻◐        | ↻✗        | ↻✗         |
| reset in mid-answer          | ↻✗     | ↻✗    | ↻✗     | ??    | ↻⚑   | ↻⚑   | ↻⚑  | ↻✗    | ?¿     | ↻✗      | ↻✗      | ↻✗     | ↻✗        | ✗✗         | ↻✗   | ↻◐        | ↻✗        | ↻✗         |
| silence                      | ↻✗     | ↻✗    | ↻✗     | ??    | ↻⚑   | ↻⚑   | ↻⚑  | ↻✗    | ?¿     | ↻✗      | ↻✗      | ↻✗     | ↻✗        | ·          | ✗✗   | ◐◐        | ✗✗        | ✗✗         |
| slow drip of the head        | ↻✗     | ↻✗    | ↻✗     | ??    | ↻⚑   | ↻⚑   | ↻⚑  | ↻✗    | ?¿     | ↻✗      | ↻✗      | ↻✗     | ↻✗        | ·          | ✗✗   | ◐◐        | ✗✗        | ✗✗         |
| slow drip of the body        | ✗✗     | ✗✗    | ✗✗     | ??    | ↻⚑   | ↻⚑   | ⚑⚑  | ✗✗    | ¿¿     | ✗✗      | ✗✗      | ✗✗     | ✗✗        | ·          | ✗✗   | ◐◐        | ✗✗        | ✗✗         |
| HTTP 302 to another origin   | ✗✗     | ✗✗    | ✗✗     | ??    | ⚑⚑   | ⚑⚑   | ⚑⚑  | ✗✗    | ¿¿     | ✗✗      | ✗✗      | ✗✗     | ✗✗        | ✗✗         | ✗✗   | ◐◐        | ✗✗        | ✗✗         |
| HTTP 307 to another origin   | ✗✗     | ✗✗    | ✗✗     | ??    | ⚑⚑   | ⚑⚑   | ⚑⚑  | ✗✗    | ¿¿     | ✗✗      | ✗✗      | ✗✗     | ✗✗        | ✗✗         | ✗✗   | ◐◐        | ✗✗        | ✗✗         |
| HTTP 400                     | ✗✗     | ✗✗    | ✗✗     | ◇◇    | ⚑⚑   | ⚑⚑   | ⚑⚑  | ✗✗    | ¿¿     | ✗✗      | ✗✗      | ✗✗     | ✗✗        | ✗✗         | ✗✗   | ◐◐        | ✗✗        | ✗✗         |
| HTTP 401                     | ✗✗     | ✗✗    | ✗✗     | ◇◇    | ⚑⚑   | ⚑⚑   | ⚑⚑  | ✗✗    | ¿¿     | ✗✗      | ✗✗      | ✗✗     | ✗✗        | ↻✗         | ✗✗   | ◐◐        | ✗✗        | ✗✗         |
| HTTP 402                     | ✗✗     | ✗✗    | ✗✗     | ◇◇    | ⚑⚑   | ⚑⚑   | ⚑⚑  | ✗✗    | ¿¿     | ✗✗      | ✗✗      | ✗✗     | ✗✗        | ✗✗         | ✗✗   | ◐◐        | ✗✗        | ✗✗         |
| HTTP 403                     | ✗✗     | ✗✗    | ✗✗     | ◇◇    | ⚑⚑   | ⚑⚑   | ⚑⚑  | ✗✗    | ¿¿     | ✗✗      | ✗✗      | ✗✗     | ✗✗        | ✗✗         | ✗✗   | ◐◐        | ✗✗        | ✗✗         |
| HTTP 404                     | ✗✗     | ✗✗    | ✗✗     | ◇◇    | ↻⚑   | ↻⚑   | ⚑⚑  | ✗✗    | ¿¿     | ✗✗      | ✗✗      | ✗✗     | ✗✗        | ✗✗         | ✗✗   | ◐◐        | ✗✗        | ✗✗         |
| HTTP 408                     | ↻✗     | ↻✗    | ↻✗     | ??    | ↻⚑   | ↻⚑   | ↻⚑  | ↻✗    | ?¿     | ↻✗      | ↻✗      | ↻✗     | ↻✗        | ✗✗         | ↻✗   | ↻◐        | ↻✗        | ↻✗         |
| HTTP 409                     | ↻✗     | ↻✗    | ↻✗     | ??    | ↻⚑   | ↻⚑   | ↻⚑  | ↻✗    | ?¿     | ↻✗      | ↻✗      | ↻✗     | ↻✗        | ✗✗         | ↻✗   | ↻◐        | ↻✗        | ↻✗         |
| HTTP 425                     | ↻✗     | ↻✗    | ↻✗     | ??    | ↻⚑   | ↻⚑   | ↻⚑  | ↻✗    | ?¿     | ↻✗      | ↻✗      | ↻✗     | ↻✗        | ✗✗         | ↻✗   | ↻◐        | ↻✗        | ↻✗         |
| HTTP 429                     | ↻✗     | ↻✗    | ↻✗     | ↻◇    | ↻⚑   | ↻⚑   | ↻⚑  | ↻✗    | ?¿     | ↻✗      | ↻✗      | ↻✗     | ↻✗        | ✗✗         | ↻✗   | ↻✗        | ↻✗        | ↻✗         |
| HTTP 500                     | ↻✗     | ↻✗    | ↻✗     | ??    | ↻⚑   | ↻⚑   | ↻⚑  | ↻✗    | ?¿     | ↻✗      | ↻✗      | ↻✗     | ↻✗        | ✗✗         | ↻✗   | ↻◐        | ↻✗        | ↻✗         |
| HTTP 502                     | ↻✗     | ↻✗    | ↻✗     | ??    | ↻⚑   | ↻⚑   | ↻⚑  | ↻✗    | ?¿     | ↻✗      | ↻✗      | ↻✗     | ↻✗        | ✗✗         | ↻✗   | ↻◐        | ↻✗        | ↻✗         |
| HTTP 503                     | ↻✗     | ↻✗    | ↻✗     | ??    | ↻⚑   | ↻⚑   | ↻⚑  | ↻✗    | ?¿     | ↻✗      | ↻✗      | ↻✗     | ↻✗        | ✗✗         | ↻✗   | ↻◐        | ↻✗        | ↻✗         |
| HTTP 504                     | ↻✗     | ↻✗    | ↻✗     | ??    | ↻⚑   | ↻⚑   | ↻⚑  | ↻✗    | ?¿     | ↻✗      | ↻✗      | ↻✗     | ↻✗        | ✗✗         | ↻✗   | ↻◐        | ↻✗        | ↻✗         |
| HTTP 500, endless            | ↻✗     | ↻✗    | ↻✗     | ??    | ↻⚑   | ↻⚑   | ↻⚑  | ↻✗    | ?¿     | ↻✗      | ↻✗      | ↻✗     | ↻✗        | ·          | ↻✗   | ↻◐        | ↻✗        | ↻✗         |
| empty                        | ↻✗     | ↻✗    | ↻✗     | ??    | ↻⚑   | ↻⚑   | ↻⚑  | ↻✗    | ?¿     | ↻✗      | ↻✗      | ↻✗     | ↻✗        | ✗✗         | ↻✗   | ↻◐        | ↻✗        | ↻✗         |
| HTML                         | ↻✗     | ↻✗    | ↻✗     | ??    | ↻⚑   | ↻⚑   | ↻⚑  | ↻✗    | ?¿     | ↻✗      | ↻✗      | ↻✗     | ↻✗        | ✗✗         | ↻✗   | ↻◐        | ↻✗        | ↻✗         |
| truncated JSON               | ↻✗     | ↻✗    | ↻✗     | ??    | ↻⚑   | ↻⚑   | ↻⚑  | ↻✗    | ?¿     | ↻✗      | ↻✗      | ↻✗     | ↻✗        | ✗✗         | ↻✗   | ↻◐        | ↻✗        | ↻✗         |
| wrong type                   | ↻✗     | ↻✗    | ↻✗     | ??    | ↻⚑   | ↻⚑   | ↻⚑  | ↻✗    | ?¿     | ↻✗      | ↻✗      | ↻✗     | ↻✗        | ✓✓         | ↻✗   | ↻◐        | ↻✗        | ↻✗         |
| null                         | ↻✗     | ↻✗    | ↻✗     | ??    | ↻⚑   | ↻⚑   | ↻⚑  | ↻✗    | ?¿     | ↻✗      | ↻✗      | ↻✗     | ↻✗        | ✗✗         | ↻✗   | ↻◐        | ↻✗        | ↻✗         |
| null everywhere              | ↻✗     | ↻✗    | ↻✗     | ??    | ↻⚑   | ↻⚑   | ↻⚑  | ↻✗    | ?¿     | ↻✗      | ↻✗      | ↻✗     | ↻✗        | ✗✗         | ↻✗   | ↻◐        | ↻✗        | ↻✗         |
| huge body                    | ✓✓     | ✓✓    | ✓✓     | ✓✓    | ✓✓   | ✓✓   | ✓✓  | ✓✓    | ??     | ✓✓      | ✓✓      | ✓✓     | ✓✓        | ✓✓         | ✓✓   | ✓✓        | ✓✓        | ✓✓         |
| endless body                 | ✗✗     | ✗✗    | ✗✗     | ??    | ⚑⚑   | ⚑⚑   | ⚑⚑  | ✗✗    | ¿¿     | ✗✗      | ✗✗      | ✗✗     | ✗✗        | ·          | ✗✗   | ◐◐        | ✗✗        | ✗✗         |
| wrong content type           | ✓✓     | ✓✓    | ✓✓     | ✓✓    | ✓✓   | ✓✓   | ✓✓  | ✓✓    | ??     | ✓✓      | ✓✓      | ✓✓     | ✓✓        | ✓✓         | ✓✓   | ✓✓        | ✓✓        | ✓✓         |
| the key echoed               | ✓✓     | ✓✓    | ✓✓     | ✓✓    | ✓✓   | ✓✓   | ✓✓  | ✓✓    | ??     | ✓✓      | ✓✓      | ✓✓     | ✓✓        | ✓✓         | ✓✓   | ✓✓        | ✓✓        | ✓✓         |
| unknown status words         | ✓✓     | ✓✓    | ✓✓     | ✓✓    | ↻⚑   | ↻⚑   | ✓✓  | ✓✓    | ??     | ·       | ✓✓      | ✓✓     | ·         | ·          | ✓✓   | ✓✓        | ✓✓        | ·          |
| progress as text             | ·      | ·     | ·      | ·     | ✓✓   | ✓✓   | ✓✓  | ·     | ·      | ·       | ·       | ·      | ·         | ·          | ·    | ✓✓        | ·         | ·          |
| negative credits             | ✓✓     | ✓✓    | ✓✓     | ·     | ·    | ·    | ·   | ✓✓    | ??     | ✓✓      | ✓✓      | ✓✓     | ✓✓        | ✓✓         | ✓✓   | ·         | ✓✓        | ✓✓         |
| dates in the future          | ·      | ·     | ·      | ·     | ·    | ·    | ·   | ·     | ¿¿     | ·       | ✓✓      | ✓✓     | ·         | ·          | ✓✓   | ·         | ·         | ·          |
`;

/** The two signs of each cell, by fault and call. */
export function readMatrix(text = MATRIX): Map<string, Map<string, string>> {
	const [head, , ...rows] = text
		.trim()
		.split('\n')
		.map((line) => line.split('|').map((cell) => cell.trim()));
	const calls = head.slice(2, -1);
	return new Map(
		rows.map((row) => [
			row[1],
			new Map(calls.map((call, index): [string, string] => [call, row[index + 2]])),
		]),
	);
}
