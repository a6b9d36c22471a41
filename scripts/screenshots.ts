/**
 * Takes the pictures of the README in a real n8n, in headless Chromium: `npm run screenshots`.
 * Needs Debian's `chromium`, or another one named by CHROMIUM.
 */
import { chromium, type Page } from 'playwright-core';
import { startEmulator } from '../test/emulator';
import { fs, path, process, tmpdir } from './platform';
import {
	createAgentsCodeCredential,
	importWorkflow,
	installN8n,
	OWNER,
	packPackage,
	placePackage,
	RealN8n,
	type Session,
	signIn,
	type StoredWorkflow,
	type WorkflowFile,
} from './real-n8n';
import { REPOSITORY } from './repository';

const IMAGES = path.join(REPOSITORY, 'docs', 'images');
const RUN_NODE = 'Run Agent';
const TRIGGER_NODE = 'When Jobs Finish';
const CHROMIUM_FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

async function shoot(page: Page, name: string): Promise<void> {
	await page.waitForTimeout(800);
	await page.screenshot({ path: path.join(IMAGES, `${name}.png`) });
	process.stdout.write(`  docs/images/${name}.png\n`);
}

async function logIn(page: Page, url: string): Promise<void> {
	await page.goto(`${url}/signin`);
	await page.locator('input[name="emailOrLdapLoginId"], input[name="email"]').fill(OWNER.email);
	await page.locator('input[name="password"]').fill(OWNER.password);
	await page.keyboard.press('Enter');
	await page.waitForURL(/home|workflow/);
}

async function openNode(page: Page, name: string): Promise<void> {
	await page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
	await page.locator('[data-test-id="ndv"], [data-test-id="ndv-modal"]').first().waitFor();
}

async function picturesOfRun(page: Page, url: string, workflow: StoredWorkflow): Promise<void> {
	await page.goto(`${url}/workflow/${workflow.id}`);
	await page.locator('[data-test-id="canvas-node"]').first().waitFor();
	await page.locator('[data-test-id="execute-workflow-button"]').first().click();
	const done = page.getByText(/Workflow executed successfully/i).first();
	await done.waitFor({ timeout: 60_000 });
	await shoot(page, 'canvas');
	await done.waitFor({ state: 'hidden' });
	await openNode(page, RUN_NODE);
	await shoot(page, 'run');
}

async function pictureOfPicker(page: Page): Promise<void> {
	await page.locator('[data-test-id="rlc-input-container"] input').first().click();
	await page.locator('[data-test-id="rlc-item"]').first().waitFor();
	await shoot(page, 'picker');
	// Escape would close the whole node.
	await page.getByText('Resource', { exact: true }).first().click();
}

async function pictureOfOptions(page: Page): Promise<void> {
	await page.locator('[data-test-id="collection-parameter-add"]').first().click();
	await shoot(page, 'form');
	await page.getByText('Resource', { exact: true }).first().click();
}

async function pictureOfCredential(page: Page): Promise<void> {
	await page.locator('[data-test-id="credential-edit-button"]').first().click();
	await page.getByText('Connection tested successfully').first().waitFor();
	await shoot(page, 'credential');
}

async function pictureOfPanel(page: Page, url: string, workflow: StoredWorkflow): Promise<void> {
	await page.goto(`${url}/workflow/${workflow.id}`);
	await page.locator('[data-test-id="node-creator-plus-button"]').first().click();
	const search = page.locator('[data-test-id="node-creator-search-bar"]').last();
	await search.waitFor();
	// The panel slides in, and forgets what is typed meanwhile.
	await page.waitForTimeout(1500);
	await search.pressSequentially('agentscode', { delay: 60 });
	await page.getByText('AgentsCode', { exact: true }).first().click();
	await shoot(page, 'panel');
}

async function pictureOfTrigger(page: Page, url: string, workflow: StoredWorkflow): Promise<void> {
	await page.goto(`${url}/workflow/${workflow.id}`);
	await page.locator('[data-test-id="canvas-node"]').first().waitFor();
	await openNode(page, TRIGGER_NODE);
	await page.locator('[data-test-id="node-execute-button"]').first().click();
	await page.getByText('jobFinished').first().waitFor();
	await shoot(page, 'trigger');
}

async function example(session: Session, name: string): Promise<StoredWorkflow> {
	const file = path.join(REPOSITORY, 'examples', `${name}.json`);
	return await importWorkflow(session, JSON.parse(await fs.readFile(file, 'utf8')) as WorkflowFile);
}

async function main(): Promise<void> {
	await fs.mkdir(IMAGES, { recursive: true });
	const userFolder = await fs.mkdtemp(path.join(tmpdir(), 'screenshots-'));
	const installed = await installN8n();
	await placePackage(await packPackage(), userFolder);
	const emulator = await startEmulator({ behaviour: { jobs: { durationMs: 1500 } } });
	const n8n = await RealN8n.boot(installed, { userFolder });
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: CHROMIUM_FLAGS,
	});
	try {
		const session = await signIn(n8n.url);
		await createAgentsCodeCredential(session, {
			apiKey: emulator.apiKey,
			baseUrl: emulator.baseUrl,
		});
		const workflow = await example(session, 'run-an-agent-and-wait');
		const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
		await logIn(page, n8n.url);
		await picturesOfRun(page, n8n.url, workflow);
		await pictureOfPicker(page);
		await pictureOfOptions(page);
		await pictureOfCredential(page);
		await pictureOfPanel(page, n8n.url, workflow);
		const reaction = await example(session, 'start-a-workflow-when-jobs-finish');
		await pictureOfTrigger(page, n8n.url, reaction);
	} finally {
		await browser.close();
		await n8n.stop();
		await emulator.close();
		await fs.rm(userFolder, { recursive: true, force: true });
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
	process.exitCode = 1;
});
