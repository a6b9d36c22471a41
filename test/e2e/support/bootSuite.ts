import { bootSuiteN8n } from './suiteN8n';

export default bootSuiteN8n;
