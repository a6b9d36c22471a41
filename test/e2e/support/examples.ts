import { fs, path } from '../../../scripts/platform';
import type { Execution, WorkflowFile } from '../../../scripts/real-n8n';
import { REPOSITORY } from '../../../scripts/repository';
import type { Workbench } from './workbench';

const FOLDER = path.join(REPOSITORY, 'examples');

/** The names of all examples, without `.json`. */
export async function listExamples(): Promise<string[]> {
	const files = (await fs.readdir(FOLDER)).filter((file) => file.endsWith('.json'));
	return files.map((file) => path.basename(file, '.json')).sort();
}

export async function readExample(name: string): Promise<WorkflowFile> {
	const text = await fs.readFile(path.join(FOLDER, `${name}.json`), 'utf8');
	return JSON.parse(text) as WorkflowFile;
}

/** Imports an example and runs it, which must succeed. */
export async function runExample(workbench: Workbench, workflow: WorkflowFile): Promise<Execution> {
	const execution = await workbench.run(workflow);
	expect(execution.error?.message).toBeUndefined();
	expect(execution.status).toBe('success');
	return execution;
}
