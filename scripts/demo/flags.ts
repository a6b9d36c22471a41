import { parseArgs } from '../platform';

export const HELP = `A real n8n with this package and a stand-in for the AgentsCode API, on this machine alone.

  npm run demo -- [flags]

  --once        ends after the first result: exit code 0, or 1 when there was none
  --port <n>    port of the editor (5678)
  --watch       what is changed in nodes/ and credentials/ shows in the open editor (npm run dev)
  --help        this text
`;

export interface DemoFlags {
	once: boolean;
	/** n8n follows the sources while it runs. */
	watch: boolean;
	/** Only when it was asked for. */
	port?: number;
	help: boolean;
}

/** Throws, in words for the terminal, when a flag is unknown or has no usable value. */
export function readFlags(args: string[]): DemoFlags {
	const { values } = parseArgs({
		args,
		options: {
			once: { type: 'boolean', default: false },
			watch: { type: 'boolean', default: false },
			port: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	const { port, ...flags } = values;
	return port === undefined ? flags : { ...flags, port: portNumber(port) };
}

function portNumber(text: string): number {
	const port = Number(text);
	if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
	throw new RangeError(`--port needs a number from 1 to 65535, got '${text}'`);
}
