import type { Locator } from 'playwright-core';
import { expectSoon } from './support/soon';
import { useEditor } from './support/stage';

const ui = useEditor('panel');
let search: Locator;
beforeAll(async () => {
	search = await ui.editor.openPanel();
});

const names = () => ui.editor.at('node-creator-item-name');
const ours = () => names().getByText('AgentsCode', { exact: true }).first();

/** The panel forgets what is typed while it slides in, so the word is typed until it stays. */
async function searchFor(word: string): Promise<void> {
	const typed = async () => {
		if ((await search.inputValue()) !== word) await search.fill(word);
		return [await search.inputValue(), await ours().isVisible()];
	};
	await expectSoon(typed, [word, true]);
}

it.each(['agentscode', 'agent', 'job', 'credits'])('is found by "%s"', async (word) => {
	await searchFor(word);
});

it('offers an action for every operation, and a trigger for every event', async () => {
	await searchFor('agentscode');
	await ours().click();
	const actions = ui.editor.page.getByText(/^Actions \(\d+\)$/);
	await actions.click();
	await names().getByText('Run agent').waitFor();
	const offered = (await names().allInnerTexts()).filter((name) => name !== 'AgentsCode');
	expect(offered.sort()).toEqual(
		[
			'Get agent',
			'Get credit balance',
			'Get credit history',
			'Get credit usage report',
			'Get job',
			'Get many agents',
			'On credits low',
			'On job finished',
			'Run agent',
			'Wait for job to complete',
		].sort(),
	);
});

it('adds the node with what was chosen, ready to be filled in', async () => {
	await names().getByText('Run agent').click();
	await ui.editor.at('node-parameters').first().waitFor();
	expect(await ui.editor.ownLabels()).toEqual([
		'Resource',
		'Operation',
		'Agent',
		'Input Mode',
		'Input Fields',
		'Wait for Completion',
		'Options',
	]);
});
