/**
 * Takes the pictures of the README in a real n8n, in headless Chromium: `npm run screenshots`.
 * Chromium is installed where it is missing.
 */
import type { Browser } from 'playwright-core';
import { NODE } from '../test/e2e/support/workflows';
import { startEmulator } from '../test/emulator';
import { BETWEEN, behindAnother, PICKED } from '../test/ui/support/nodes';
import { launchChromium } from './browser/chromium';
import { Editor } from './browser/editor';
import { fs, path, process, tmpdir } from './platform';
import {
	createAgentsCodeCredential,
	type CredentialReference,
	importWorkflow,
	installN8n,
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

async function shoot({ page }: Editor, name: string): Promise<void> {
	// Messages that say what is seen anyway, and whatever still slides in.
	await page.locator('.el-notification').first().waitFor({ state: 'hidden' });
	await page.waitForTimeout(800);
	await page.screenshot({ path: path.join(IMAGES, `${name}.png`) });
	process.stdout.write(`  docs/images/${name}.png\n`);
}

async function pictureOfRun(editor: Editor, workflow: StoredWorkflow): Promise<void> {
	await editor.openWorkflow(workflow);
	await editor.at('execute-workflow-button').first().click();
	await editor.page
		.getByText(/Workflow executed successfully/i)
		.first()
		.waitFor({ timeout: 60_000 });
	await editor.openNode(RUN_NODE);
	await shoot(editor, 'run');
}

async function picturesOfForm(editor: Editor): Promise<void> {
	await editor.openPicker();
	await shoot(editor, 'picker');
	await editor.closeList();
	await editor.at('collection-parameter-add').first().click();
	await shoot(editor, 'form');
	await editor.closeList();
	await editor.at('credential-edit-button').first().click();
	await editor.page.getByText('Connection tested successfully').first().waitFor();
	await shoot(editor, 'credential');
}

async function pictureOfPanel(editor: Editor): Promise<void> {
	const search = await editor.openPanel();
	await search.fill('agentscode');
	await editor.page.getByText('AgentsCode', { exact: true }).first().click();
	await editor.page.getByText(/^Actions \(\d+\)$/).click();
	await shoot(editor, 'panel');
}

async function pictureOfTrigger(editor: Editor, workflow: StoredWorkflow): Promise<void> {
	await editor.openWorkflow(workflow);
	await editor.openNode(TRIGGER_NODE);
	await editor.runNode();
	await editor.outputShows('jobFinished');
	// A dozen columns do not fit the panel; as JSON the whole event is seen.
	await editor.at('output-panel').getByText('JSON', { exact: true }).click();
	await editor.outputShows('jobFinished');
	await shoot(editor, 'trigger');
}

/** What the form warns of before many items become many paid runs. */
async function pictureOfHints(
	editor: Editor,
	session: Session,
	credential: CredentialReference,
): Promise<void> {
	const parameters = { agentId: PICKED, inputMode: 'text', inputText: 'Book a table' };
	const items = Array.from({ length: 60 }, (_, index) => ({ order: index + 1 }));
	await editor.openWorkflow(
		await importWorkflow(session, behindAnother(parameters, credential, items)),
	);
	await editor.runOnCanvas(BETWEEN);
	await editor.openNode(NODE);
	await editor.at('node-hint').first().waitFor();
	await shoot(editor, 'hints');
}

async function example(session: Session, name: string): Promise<StoredWorkflow> {
	const file = path.join(REPOSITORY, 'examples', `${name}.json`);
	return await importWorkflow(session, JSON.parse(await fs.readFile(file, 'utf8')) as WorkflowFile);
}

async function main(): Promise<void> {
	await fs.mkdir(IMAGES, { recursive: true });
	const installed = await installN8n();
	const packed = await packPackage();
	const userFolder = await fs.mkdtemp(path.join(tmpdir(), 'screenshots-'));
	const emulator = await startEmulator({ behaviour: { jobs: { durationMs: 1500 } } });
	let n8n: RealN8n | undefined;
	let browser: Browser | undefined;
	try {
		await placePackage(packed, userFolder);
		n8n = await RealN8n.boot(installed, { userFolder });
		browser = await launchChromium();
		const session = await signIn(n8n.url);
		const credential = await createAgentsCodeCredential(session, emulator);
		const editor = await Editor.open(browser, session);
		await pictureOfRun(editor, await example(session, 'run-an-agent-and-wait'));
		await picturesOfForm(editor);
		await pictureOfHints(editor, session, credential);
		await pictureOfPanel(editor);
		await pictureOfTrigger(editor, await example(session, 'start-a-workflow-when-jobs-finish'));
	} finally {
		await browser?.close();
		await n8n?.stop();
		await emulator.close();
		await fs.rm(userFolder, { recursive: true, force: true });
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
	process.exitCode = 1;
});
