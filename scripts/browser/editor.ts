import type { Browser, Locator, Page } from 'playwright-core';
import type { Session } from '../real-n8n';

/** n8n's name for an element that its own tests look for. */
const byTestId = (id: string) => `[data-test-id="${id}"]`;

/** Within this whatever is clicked must have opened; a run of jobs may take longer. */
const PANEL_MS = 20_000;
const RUN_MS = 60_000;

/** n8n's editor in a browser, by what a user does and sees there. */
export class Editor {
	/** What the browser's console has been told, without what the editor itself warns of. */
	readonly consoleLines: string[] = [];

	private constructor(
		readonly page: Page,
		private readonly url: string,
	) {
		page.on('console', (message) => {
			if (message.type() === 'log') this.consoleLines.push(message.text());
		});
		page.setDefaultTimeout(PANEL_MS);
	}

	/** Opens a window in which the session's user is signed in. */
	static async open(browser: Browser, session: Session): Promise<Editor> {
		const { url, browserId, cookie } = JSON.parse(session.save()) as Record<string, string>;
		const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
		const [name, ...value] = cookie.split('=');
		await context.addCookies([{ name, value: value.join('='), url }]);
		await context.addInitScript(
			`localStorage.setItem('n8n-browserId', ${JSON.stringify(browserId)})`,
		);
		return new Editor(await context.newPage(), url);
	}

	async openWorkflow({ id }: { id: string }): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.at('canvas-node').first().waitFor();
	}

	/** Opens the node panel of a new workflow and gives its search field. */
	async openPanel(): Promise<Locator> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.at('node-creator-plus-button').first().click();
		const search = this.at('node-creator-search-bar').last();
		await search.waitFor();
		// The panel slides in, and forgets what is typed meanwhile.
		await this.page.waitForTimeout(1500);
		return search;
	}

	/** Opens the form of a node. */
	async openNode(name: string): Promise<void> {
		await this.page.locator(`${byTestId('canvas-node')}[data-node-name="${name}"]`).dblclick();
		await this.at('node-parameters').first().waitFor();
	}

	/** Runs one node from its place on the canvas. */
	async runOnCanvas(name: string): Promise<void> {
		const node = this.page.locator(`${byTestId('canvas-node')}[data-node-name="${name}"]`);
		await node.hover();
		await node.locator(byTestId('execute-node-button')).click();
		await node.locator(byTestId('canvas-node-status-success')).waitFor();
	}

	/** Presses the button of the opened form that runs its node. */
	async runNode(): Promise<void> {
		await this.at('node-execute-button').first().click();
	}

	/** Waits until the output panel of the opened form shows a text. */
	async outputShows(text: string | RegExp): Promise<void> {
		await this.at('output-panel').getByText(text).first().waitFor({ timeout: RUN_MS });
	}

	/** Waits until the browser's console has been told a line. */
	async consoleShows(line: string): Promise<void> {
		const deadline = Date.now() + PANEL_MS;
		while (!this.consoleLines.includes(line)) {
			if (Date.now() > deadline) throw new Error(`Not in the console: ${line}`);
			await this.page.waitForTimeout(100);
		}
	}

	/** Chooses an entry of a parameter's list in the opened form. */
	async choose(parameter: string, entry: string): Promise<void> {
		await this.at(`parameter-input-${parameter}`).first().click();
		await this.page
			.locator(`${byTestId('parameter-input-item')}:visible`)
			.filter({ has: this.page.getByText(entry, { exact: true }) })
			.first()
			.click();
	}

	/** The labels of the opened form's fields, in their order; without what n8n adds to every node. */
	async ownLabels(): Promise<string[]> {
		const parameters = this.at('node-parameters').first();
		const texts = await parameters.locator(`${byTestId('input-label')} label`).allInnerTexts();
		const labels = texts.map((text) => text.split('\n')[0].trim());
		const settings = labels.indexOf('Always Output Data');
		return settings < 0 ? labels : labels.slice(0, settings);
	}

	/** The fields that the opened form marks because they must be filled in. */
	async marked(): Promise<string[]> {
		const items = this.page.locator(byTestId('parameter-item'), {
			has: this.page.locator(byTestId('parameter-issues')),
		});
		const texts = await items.locator('label').allInnerTexts();
		return texts.map((text) => text.split('\n')[0].trim());
	}

	/** The hints in the panels of the opened form. */
	async hints(): Promise<string[]> {
		const texts = await this.at('node-hint').allInnerTexts();
		return texts.map((text) => text.trim());
	}

	/** Opens the list of the agent picker. */
	async openPicker(): Promise<void> {
		await this.page
			.locator(`${byTestId('rlc-input-container')} input`)
			.first()
			.click();
		await this.at('rlc-item').first().waitFor();
	}

	/** Closes an open list; Escape would close the whole form. */
	async closeList(): Promise<void> {
		await this.page.getByText('Resource', { exact: true }).first().click();
	}

	at(id: string): Locator {
		return this.page.locator(byTestId(id));
	}

	async close(): Promise<void> {
		await this.page.context().close();
	}
}
