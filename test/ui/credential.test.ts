import { NODE, oneNode } from '../e2e/support/workflows';
import { useEditor } from './support/stage';

const ui = useEditor('credential');

async function openCredential(): Promise<void> {
	const { workbench, editor } = ui;
	const file = oneNode({ resource: 'credit', operation: 'getBalance' }, workbench.credential);
	await editor.openWorkflow(await workbench.store(file));
	await editor.openNode(NODE);
	await editor.at('credential-edit-button').first().click();
	await editor.at('credential-edit-dialog').waitFor();
}

it('a working key is told, and stays hidden', async () => {
	await openCredential();
	await ui.editor.page.getByText('Connection tested successfully').first().waitFor();
	const field = ui.editor.at('parameter-input-apiKey').locator('input');
	expect(await field.getAttribute('type')).toBe('password');
	expect(await field.inputValue()).not.toContain(ui.workbench.emulator.apiKey);
});

it('a wrong key is told in words', async () => {
	await openCredential();
	await ui.editor.at('parameter-input-apiKey').locator('input').fill('wrong');
	await ui.editor.at('credential-save-button').click();
	const dialog = ui.editor.at('credential-edit-dialog');
	await dialog.getByText('More details').click();
	await dialog.getByText('The API key was not accepted').first().waitFor();
});
