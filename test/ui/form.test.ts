import { deleteWorkflow, importWorkflow, type StoredWorkflow } from '../../scripts/real-n8n';
import { NODE, oneNode } from '../e2e/support/workflows';
import { expectSoon } from './support/soon';
import { useEditor } from './support/stage';

const ui = useEditor('form');

/** One form for all tests: each goes on where the one before has left it. */
let workflow: StoredWorkflow;
beforeAll(async () => {
	const { workbench, editor } = ui;
	const file = oneNode({ resource: 'agent', operation: 'run' }, workbench.credential);
	workflow = await importWorkflow(workbench.session, file);
	await editor.openWorkflow(workflow);
	await editor.openNode(NODE);
});
afterAll(async () => await deleteWorkflow(ui.workbench.session, workflow.id));

describe('the agent picker', () => {
	it('shows active agents first, by name, each with its price', async () => {
		await ui.editor.openPicker();
		const { agents } = ui.workbench.emulator;
		await expectSoon(async () => await ui.editor.at('rlc-item').count(), agents.length);
		const entries = await ui.editor.at('rlc-item').allInnerTexts();
		expect(entries.map((entry) => entry.trim())).toEqual([
			'Event Scheduler (5 credits)',
			'Image Captioner (Größe & Farbe) (0.5 credits)',
			'Invoice Reader (2 credits)',
			'Lead Researcher (12 credits)',
			'newsletter-writer (8 credits)',
			'Site Monitor (no price given)',
			'YouTube Transcription (3 credits)',
			'Legacy Translator (1 credit, inactive)',
		]);
	});

	it('finds an agent by a part of its name, and takes it', async () => {
		await ui.editor.at('rlc-search').fill('invoice');
		const entries = ui.editor.at('rlc-item');
		await entries.first().waitFor();
		const names = async () => (await entries.allInnerTexts()).map((text) => text.trim());
		await expectSoon(names, ['Invoice Reader (2 credits)']);
		await entries.first().click();
		const picked = ui.editor.page.locator('[data-test-id="rlc-input-container"] input').first();
		await expectSoon(async () => await picked.inputValue(), 'Invoice Reader (2 credits)');
	});
});

const PAGING = ['Return All', 'Limit', 'Filters'];

describe('only what belongs to the chosen operation is shown', () => {
	it.each<[string, string, string[]]>([
		['Agent', 'Get', ['Agent']],
		['Agent', 'Get Many', PAGING],
		['Job', 'Get', ['Agent', 'Job ID']],
		['Job', 'Wait for Completion', ['Agent', 'Job ID', 'Options']],
		['Credit', 'Get Balance', []],
		['Credit', 'Get History', PAGING],
		['Credit', 'Get Usage Report', ['Period', 'Group By', 'Format']],
	])('%s → %s: %j', async (resource, operation, labels) => {
		await ui.editor.choose('resource', resource);
		await ui.editor.choose('operation', operation);
		await expectSoon(async () => await ui.editor.ownLabels(), ['Resource', 'Operation', ...labels]);
	});

	it('a period of its own asks for its dates', async () => {
		await ui.editor.choose('period', 'Custom');
		await expectSoon(
			async () => await ui.editor.ownLabels(),
			['Resource', 'Operation', 'Period', 'From', 'To', 'Group By', 'Format'],
		);
	});
});

describe('what must be filled in is marked', () => {
	it('the beginning of a period', async () => {
		await expectSoon(async () => await ui.editor.marked(), ['From']);
	});

	it('agent and job', async () => {
		await ui.editor.choose('resource', 'Job');
		await ui.editor.choose('operation', 'Get');
		await expectSoon(async () => await ui.editor.marked(), ['Agent', 'Job ID']);
	});

	it('the text that an agent gets', async () => {
		await ui.editor.choose('resource', 'Agent');
		await ui.editor.choose('operation', 'Run');
		await ui.editor.choose('inputMode', 'Text');
		await expectSoon(async () => await ui.editor.marked(), ['Agent', 'Input Text']);
	});
});
