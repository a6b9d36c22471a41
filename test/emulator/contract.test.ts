import { ask, startOver } from './client';
import { Contract, readDescription } from './contract';
import { type Emulator, startEmulator } from './index';
import { execFile, process } from './platform';

describe('openapi.yaml', () => {
	it('is a valid OpenAPI 3.1 document', async () => {
		const tool = require.resolve('@seriousme/openapi-schema-validator/bin/validate-api-cli.js');
		const report = await new Promise<string>((resolve) => {
			const args = [tool, require.resolve('./openapi.yaml')];
			execFile(process.execPath, args, { timeout: 20_000 }, (_, stdout) => resolve(stdout));
		});
		expect(JSON.parse(report)).toEqual({ valid: true });
		expect(readDescription().openapi).toBe('3.1.0');
	});
});

describe('the check', () => {
	let emulator: Emulator;

	beforeAll(async () => {
		emulator = await startEmulator();
	});
	afterEach(() => emulator.reset());
	afterAll(async () => await emulator.close());

	it('finds nothing in a day of documented use', async () => {
		emulator.seedHistory(45);
		const jobId = await startOver(emulator, 'Book a table');
		emulator.finish();
		const paths = ['/agents', `/agents/event-scheduler/${jobId}`, '/credits/balance'];
		for (const path of paths) await ask(emulator, path);
		let cursor: string | undefined = '';
		for (let page = 0; page < 3; page++) {
			const query: string = cursor ? `?cursor=${encodeURIComponent(cursor)}` : '';
			const { json } = await ask(emulator, `/credits/history${query}`);
			cursor = (json as { nextCursor?: string }).nextCursor;
		}
		expect(cursor).toBeUndefined();
		expect(emulator.contractViolations).toEqual([]);
	});

	it.each([
		['an undocumented path', '/v2', {}, 'GET /v1/v2 is no documented call'],
		['a missing key', '/agents', { key: null }, 'GET /v1/agents carries no bearer key'],
		['a page size', '/credits/history?limit=5', {}, "undocumented query parameter 'limit'"],
		[
			'an empty cursor',
			'/credits/history?cursor=',
			{},
			"leaves the query parameter 'cursor' empty",
		],
		['a missing input', '/agents/a', { body: {} }, "body must have required property 'input'"],
		['a list as input', '/agents/a', { body: { input: [] } }, 'body/input must be object'],
		['an extra field', '/agents/a', { body: { input: {}, x: 1 } }, 'additional properties'],
		[
			'no JSON type',
			'/agents/a',
			{ body: { input: {} }, headers: { 'content-type': 'text/plain' } },
			'is sent as text/plain',
		],
		['an empty id', '/agents/', { body: { input: {} } }, 'leaves an id empty'],
	])('finds %s in a request', async (_, path, asked, finding) => {
		await ask(emulator, path, asked);
		expect(emulator.contractViolations.join('\n')).toContain(finding);
	});

	it.each([
		['a field of another type', (): void => void (emulator.agents[0].credits = '5' as never)],
		['a missing field', (): void => void delete (emulator.agents[0] as { name?: string }).name],
		['an extra field', (): void => void Object.assign(emulator.agents[0], { colour: 'red' })],
	])('finds a drift of the answers: %s', async (_, drift) => {
		drift();
		await ask(emulator, '/agents');
		expect(emulator.contractViolations).toHaveLength(1);
		expect(emulator.contractViolations[0]).toMatch(/^GET \/v1\/agents answer: answer\/0/);
	});

	it('finds a drift of the description', async () => {
		const description = readDescription();
		const schemas = (description.components as { schemas: Record<string, { required: string[] }> })
			.schemas;
		schemas.Balance.required.push('currency');
		const contract = new Contract(description);
		const request = {
			route: 'getBalance',
			method: 'GET',
			path: '/v1',
			at: 0,
			headers: {},
		} as const;
		const body = { available: 1, used: 2 };
		contract.checkAnswer(request, {
			status: 200,
			headers: {},
			payload: { contentType: 'application/json; charset=utf-8', text: JSON.stringify(body) },
			documented: { status: 200, body },
			beyondContract: false,
		});
		expect(contract.violations.join()).toContain("must have required property 'currency'");
	});

	it('exempts the very answers that a variant changes, and no others', async () => {
		emulator.behaviour.agents.shape = 'malformed';
		emulator.behaviour.credits.shape = 'text';
		emulator.behave({ errorForm: 'html', extraFields: true });
		await ask(emulator, '/agents');
		await ask(emulator, '/credits/balance');
		await ask(emulator, '/agents', { key: 'wrong' });
		expect(emulator.contractViolations).toEqual([]);

		emulator.agents[0].credits = -1;
		await ask(emulator, '/agents');
		expect(emulator.contractViolations.join()).toContain('answer/0/credits must be >= 0');
	});

	it('can be left out', async () => {
		const unchecked = await startEmulator({ contract: false });
		await ask(unchecked, '/nothing').finally(async () => await unchecked.close());
		expect(unchecked.contractViolations).toEqual([]);
	});
});
