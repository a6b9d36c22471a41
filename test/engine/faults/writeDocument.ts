import { format } from 'prettier';
import { fs, path } from '../../../scripts/platform';
import { REPOSITORY } from '../../../scripts/repository';
import { faultsDocument } from './document';

async function write(): Promise<void> {
	const text = await format(faultsDocument(), { parser: 'markdown' });
	await fs.writeFile(path.join(REPOSITORY, 'docs', 'faults.md'), text);
}

void write();
