import { NODE, oneNode } from '../e2e/support/workflows';
import { useEditor } from './support/stage';

const ui = useEditor('report');

it.each<[string, RegExp]>([
	['Items', /creditsUsed/],
	['Markdown', /\*AgentsCode usage report\*/],
	['HTML', /<!doctype html>/i],
])('the form opens and runs: %s', async (format, shown) => {
	const { editor, workbench } = ui;
	workbench.emulator.seedHistory(40);
	const parameters = { resource: 'credit', operation: 'getBalance' };
	await editor.openWorkflow(await workbench.store(oneNode(parameters, workbench.credential)));
	await editor.openNode(NODE);
	await editor.choose('operation', 'Get Usage Report');
	await editor.choose('period', 'Last 30 Days');
	await editor.choose('format', format);
	await editor.runNode();
	await editor.outputShows(shown);
	expect(await editor.at('node-error-message').count()).toBe(0);
});
