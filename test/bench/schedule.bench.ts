import { sayInTerminal } from '../../scripts/real-n8n';
import { scheduleTable } from './scheduleTable';

void scheduleTable().then(sayInTerminal);
