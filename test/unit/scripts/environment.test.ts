import { process } from '../../../scripts/platform';
import { environmentFor } from '../../../scripts/real-n8n/environment';

const N8N = {
	version: '2.40.7',
	entry: '/n8n',
	runtime: { node: '/node', bin: '/' },
	environment: { N8N_DISABLED_MODULES: 'mcp-registry' },
};
const PLACE = { port: 4000, brokerPort: 4001, userFolder: '/data' };

const FOREIGN = {
	N8N_ENCRYPTION_KEY: 'x',
	DB_TYPE: 'postgresdb',
	NODE_OPTIONS: '--x',
	MY_WORD: 'y',
};

let before: NodeJS.ProcessEnv;
beforeEach(() => {
	before = { ...process.env };
	Object.assign(process.env, FOREIGN);
});
afterEach(() => {
	for (const name of Object.keys(FOREIGN)) delete process.env[name];
	Object.assign(process.env, before);
});

it('keeps the machine, drops what would make n8n another one, and is quiet', () => {
	const environment = environmentFor(N8N, PLACE);
	expect(environment).toMatchObject({
		MY_WORD: 'y',
		NODE_ENV: 'production',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_DISABLED_MODULES: 'mcp-registry',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: '4000',
		N8N_USER_FOLDER: '/data',
	});
	for (const name of ['N8N_ENCRYPTION_KEY', 'DB_TYPE', 'NODE_OPTIONS'])
		expect(environment).not.toHaveProperty(name);
});

it('lets the caller have the last word', () => {
	const environment = environmentFor(N8N, PLACE, { EXECUTIONS_MODE: 'queue', N8N_PORT: '1' });
	expect(environment).toMatchObject({ EXECUTIONS_MODE: 'queue', N8N_PORT: '1' });
});
