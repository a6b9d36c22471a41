import { fs, path, process } from './platform';

/** Where a program is that this user may run: in the first of the folders that has it. */
export async function findProgram(
	name: string,
	folders = foldersOfPath(),
): Promise<string | undefined> {
	for (const folder of folders) {
		const file = path.join(folder, name);
		const canRun = await fs.access(file, fs.constants.X_OK).then(
			() => true,
			() => false,
		);
		if (canRun) return file;
	}
	return undefined;
}

/** The folders that PATH names, in its order. */
export function foldersOfPath(): string[] {
	return (process.env.PATH ?? '').split(path.delimiter);
}
