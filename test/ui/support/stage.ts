import type { Browser } from 'playwright-core';
import { launchChromium } from '../../../scripts/browser/chromium';
import { Editor } from '../../../scripts/browser/editor';
import { fs, path } from '../../../scripts/platform';
import { REPOSITORY } from '../../../scripts/repository';
import { useWorkbench, type Workbench } from '../../e2e/support/workbench';
import type { EmulatorOptions } from '../../emulator';

/** Where what was seen is kept, for people to look at. */
const PICTURES = path.join(REPOSITORY, 'artifacts', 'ui');

/** What a test file works with: n8n's editor in a browser, beside the workbench of the other tests. */
export interface UiStage {
	readonly editor: Editor;
	readonly workbench: Workbench;
	/** Keeps a picture of what is seen now. */
	picture(name: string): Promise<void>;
}

/** A browser for the tests of a file; a picture of how each test left it is kept. */
export function useEditor(name: string, options?: EmulatorOptions): UiStage {
	let browser: Browser | undefined;
	let editor: Editor | undefined;

	const current = () => {
		if (!editor) throw new Error('The editor opens before the first test');
		return editor;
	};
	const picture = async (title: string) => {
		await fs.mkdir(PICTURES, { recursive: true });
		// Lists and panels slide.
		await current().page.waitForTimeout(400);
		await current().page.screenshot({ path: path.join(PICTURES, `${name}-${title}.png`) });
	};

	// Before the workbench takes the test's workflow away.
	afterEach(async () => {
		const title = expect.getState().currentTestName ?? 'test';
		await picture(
			title
				.toLowerCase()
				.replace(/[^a-z0-9]+/g, '-')
				.slice(0, 80),
		);
	});
	const workbench = useWorkbench(`${name} in the editor`, options);
	beforeAll(async () => {
		browser = await launchChromium();
		editor = await Editor.open(browser, workbench().session);
	});
	afterAll(async () => await browser?.close());
	return {
		get editor() {
			return current();
		},
		get workbench() {
			return workbench();
		},
		picture,
	};
}
