import type { IDataObject } from 'n8n-workflow';
import type { Operation } from '../operation';
import { executePerItem, valueOf } from '../common/perItem';

export const operation: Operation = {
	value: 'getBalance',
	name: 'Get Balance',
	description: 'Retrieve how many credits are available and how many are used',
	action: 'Get credit balance',
	fields: [],
	async execute(context) {
		return await executePerItem(context, async (api, itemIndex) => {
			const answer = await api.getBalance();
			return valueOf(context, answer, 'Could not get the balance', itemIndex) as IDataObject;
		});
	},
};
