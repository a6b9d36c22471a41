import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { withCause } from './engine';
import { VALUES } from './mistyped';
import { Stage } from './triggerStage';

const stage = new Stage();
const life = (parameters: IDataObject) =>
	stage.trigger({ parameters: parameters as INodeParameters });

describe("the trigger's fields", () => {
	it.each<[string, IDataObject, RegExp]>([
		['Statuses', { statuses: VALUES.object }, /'Statuses' must be a list of texts/],
		['Statuses', { statuses: VALUES.text }, /'Statuses' does not know "words"/],
		['Statuses', { statuses: VALUES.true }, /'Statuses' must be a list of texts/],
		['Agents', { agentIds: VALUES.list }, /'Agent Names or IDs' must be a list of texts/],
		['Agents', { agentIds: VALUES.object }, /'Agent Names or IDs' must be a list of texts/],
		['Agents', { agentIds: VALUES.true }, /'Agent Names or IDs' must be a list of texts/],
		[
			'Include Result',
			{ options: { includeResult: VALUES.text } },
			/'Include Result' must be true/,
		],
		['Include Result', { options: { includeResult: VALUES.number } }, /'Include Result' must be/],
		...[VALUES.text, VALUES.true, VALUES.list, 'soon', 0, -5, 10_081].map(
			(lookBackMinutes): [string, IDataObject, RegExp] => [
				'Look Back',
				{ options: { lookBackMinutes } },
				/'Look Back \(Minutes\)' must be a number/,
			],
		),
		['Threshold', { event: 'creditsLow', threshold: VALUES.text }, /'Threshold' must be a number/],
		[
			'Threshold',
			{ event: 'creditsLow', threshold: VALUES.object },
			/'Threshold' must be a number/,
		],
		['Threshold', { event: 'creditsLow', threshold: VALUES.null }, /'Threshold' must be a number/],
	])('%s: %j is told, and never taken for no filter', async (_, parameters, says) => {
		await expect(life(parameters).activate()).rejects.toMatchObject({
			message: expect.stringMatching(says) as string,
			...withCause('configuration-invalid'),
		});
		expect(stage.emulator.requests).toEqual([]);
	});

	it.each<[string, IDataObject]>([
		['a text with commas', { statuses: 'completed, failed' }],
		['a number as agent', { agentIds: VALUES.number }],
		['nothing', { statuses: VALUES.null, agentIds: VALUES.undefined }],
		['a switch as text', { options: { includeResult: 'false' } }],
		['a number as text', { options: { lookBackMinutes: '30' } }],
	])('%s works', async (_, parameters) => {
		await expect(life(parameters).activate()).resolves.toEqual([]);
	});
});
