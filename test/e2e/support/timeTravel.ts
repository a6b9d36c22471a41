import { path } from '../../../scripts/platform';
import { installN8n, type RealN8n } from '../../../scripts/real-n8n';
import { runCommand } from '../../../scripts/real-n8n/command';
import { suiteVersion } from './suiteN8n';

/** Run by n8n's own Node, which has a SQLite of its own. */
const MOVE = `
const { DatabaseSync } = require('node:sqlite');
const [file, id] = process.argv.slice(1);
const now = "strftime('%Y-%m-%d %H:%M:%f', 'now')";
const change = 'UPDATE execution_entity SET waitTill = ' + now + " WHERE id = ? AND status = 'waiting'";
const { changes } = new DatabaseSync(file).prepare(change).run(id);
if (changes !== 1) throw new Error('Execution ' + id + ' does not wait');
`;

/** As if n8n, which does not run, were started again when an execution is due: hours need not pass. */
export async function letTimeCome(n8n: RealN8n, executionId: string): Promise<void> {
	const { runtime } = await installN8n({ version: suiteVersion() });
	await runCommand({
		command: runtime.node,
		args: ['-e', MOVE, path.join(n8n.userFolder, '.n8n', 'database.sqlite'), executionId],
		cwd: n8n.userFolder,
		logFile: path.join(n8n.userFolder, 'time-travel.log'),
	});
}
