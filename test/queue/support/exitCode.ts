import { spawn } from '../../../scripts/platform';
import type { Account } from './server';

/** Runs a short command whose words do not matter; whether it ended with 0. */
export async function succeeds(
	command: string,
	args: string[],
	more: { cwd?: string; account?: Account } = {},
): Promise<boolean> {
	const { cwd, account } = more;
	const child = spawn(command, args, { stdio: 'ignore', cwd, ...account });
	return await new Promise((resolve) => {
		child.once('error', () => resolve(false));
		child.once('close', (code) => resolve(code === 0));
	});
}
