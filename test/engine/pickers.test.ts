import { editorWith, listSearch, loadOptions } from './picker';
import { openStage } from './stage';

const stage = openStage();

const editor = (change = {}) => editorWith(stage.credential(change));

const search = async (filter?: string) =>
	(await listSearch.searchAgents.call(editor(), filter)).results;
const load = async () => await loadOptions.getAgents.call(editor());

describe('the searchable list of agents', () => {
	it('shows names and prices, active agents first, each part by name', async () => {
		const entries = await search();
		expect(entries.map(({ name }) => name)).toEqual([
			'Event Scheduler (5 credits)',
			'Image Captioner (Größe & Farbe) (0.5 credits)',
			'Invoice Reader (2 credits)',
			'Lead Researcher (12 credits)',
			'newsletter-writer (8 credits)',
			'Site Monitor (no price given)',
			'YouTube Transcription (3 credits)',
			'Legacy Translator (1 credit, inactive)',
		]);
		expect(entries.at(-2)?.value).toBe('agent_123456');
	});

	it.each([
		['transcr', ['agent_123456']],
		[' TRANS ', ['agent_123456', 'legacy-translator']],
		['agent_1', ['agent_123456']],
		['TELLS what', ['site-monitor']],
		['no agent has this', []],
	])('finds %j', async (filter, found) => {
		expect((await search(filter)).map(({ value }) => value)).toEqual(found);
	});

	it('shows all for an empty text', async () => {
		expect(await search('')).toHaveLength(8);
	});

	it('asks the service once each time it is opened', async () => {
		await search();
		expect(stage.emulator.requests.map(({ route }) => route)).toEqual(['listAgents']);
	});

	it('shows agents whose fields are missing or odd', async () => {
		stage.emulator.fault({
			kind: 'json',
			body: [
				{ id: 'b', status: 7, displayName: '', name: null, description: [] },
				{ id: 'a', credits: '3', name: {} },
				{ id: 9, credits: 0, status: 'ACTIVE' },
				{ name: 'nobody can run it' },
				null,
			],
		});
		expect((await search()).map(({ name, value }) => [name, value])).toEqual([
			['9 (0 credits)', '9'],
			['a (no price given)', 'a'],
			['b (no price given)', 'b'],
		]);
	});

	it('is empty where there are no agents', async () => {
		stage.emulator.agents.splice(0);
		expect(await search()).toEqual([]);
	});
});

describe('the plain list of agents', () => {
	it('has the same entries', async () => {
		const entries = await load();
		expect(entries.map(({ name, value }) => ({ name, value }))).toEqual(
			(await search()).map(({ name, value }) => ({ name, value })),
		);
	});
});

describe('a list that can not be read', () => {
	it('says so when the key is wrong, without the key', async () => {
		const context = editor({ apiKey: 'wrong-key' });
		const asked = listSearch.searchAgents.call(context);
		await expect(asked).rejects.toThrow(
			'Could not list the agents: the API key was not accepted (HTTP 401)',
		);
		await expect(asked).rejects.not.toThrow('wrong-key');
	});

	it('says so when the base URL is none', async () => {
		const context = editor({ baseUrl: 'ftp://x' });
		await expect(listSearch.searchAgents.call(context)).rejects.toThrow("'Base URL'");
	});

	it('says so when the service is not there', async () => {
		await stage.emulator.pause();
		await expect(search()).rejects.toThrow('Could not list the agents: the connection was refused');
	});

	it('bridges a moment of trouble', async () => {
		stage.emulator.fault({ kind: 'status', status: 503 });
		expect(await search()).toHaveLength(8);
	});

	it('follows no redirect', async () => {
		stage.emulator.fault({ times: Infinity, kind: 'redirect' });
		await expect(search()).rejects.toThrow('redirects are not followed');
		expect(stage.emulator.strangerRequests).toEqual([]);
	});

	it('does not keep anybody waiting for a service that asks for minutes', async () => {
		stage.emulator.fault({
			times: Infinity,
			kind: 'status',
			status: 429,
			retryAfter: { text: '600' },
		});
		await expect(search()).rejects.toThrow('the rate limit stayed exceeded');
		expect(stage.emulator.count()).toBe(1);
	});
});
