import type { INode } from 'n8n-workflow';
import { errorItem } from '../../../nodes/AgentsCode/operations/common/errorItem';

const node = (onError?: INode['onError']) =>
	({ id: '1', name: 'AgentsCode', type: 't', typeVersion: 1, position: [0, 0], onError }) as INode;

const DETAILS = { agentId: 'a', jobId: 'j' };

describe('an item that failed', () => {
	it.each(['continueErrorOutput', 'continueRegularOutput', undefined] as const)(
		'has its message, its details and its pair: %s',
		(onError) => {
			const item = errorItem(node(onError), 'It failed', DETAILS, 2);
			expect(JSON.parse(JSON.stringify(item))).toEqual({
				json: { error: 'It failed', details: DETAILS },
				pairedItem: { item: 2 },
			});
		},
	);

	it('is known as failed to older versions of n8n, where there is an error output', () => {
		expect(errorItem(node('continueErrorOutput'), 'It failed', DETAILS, 0).error?.message).toBe(
			'It failed',
		);
	});

	it('carries nothing into a copy that would wipe its details', () => {
		const item = errorItem(node('continueErrorOutput'), 'It failed', DETAILS, 0);
		expect({ ...item }.error).toBeUndefined();
		expect(item).toEqual({
			json: { error: 'It failed', details: DETAILS },
			pairedItem: { item: 0 },
		});
	});

	it('can be unmarked, as older versions do once they have seen it', () => {
		const item = errorItem(node('continueErrorOutput'), 'It failed', DETAILS, 0);
		item.error = undefined;
		expect(item.error).toBeUndefined();
	});

	it.each(['continueRegularOutput', undefined] as const)(
		'is not marked where there is no error output: %s',
		(onError) => {
			expect(errorItem(node(onError), 'It failed', DETAILS, 0).error).toBeUndefined();
		},
	);

	it('keeps its words, whatever they contain', () => {
		const words = 'The job "EEXIST" failed: ECONNRESET';
		expect(errorItem(node('continueErrorOutput'), words, {}, 0).error?.message).toBe(words);
	});
});
