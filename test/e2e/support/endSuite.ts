import { endSuiteN8n } from './suiteN8n';

export default endSuiteN8n;
