import { process } from '../../scripts/platform';
import { scheduleTable } from './scheduleTable';

void scheduleTable().then((table) => process.stdout.write(`${table}\n`));
