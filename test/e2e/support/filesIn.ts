import { fs, path } from '../../../scripts/platform';

export interface WrittenFile {
	file: string;
	bytes: Buffer;
}

/** Everything below a folder, as bytes. */
export async function filesIn(folder: string): Promise<WrittenFile[]> {
	const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile());
	return await Promise.all(
		files.map(async ({ parentPath, name }) => {
			const file = path.join(parentPath, name);
			return { file, bytes: await fs.readFile(file) };
		}),
	);
}
