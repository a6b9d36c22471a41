import type { INodeParameters } from 'n8n-workflow';
import { errorOf, jsonOf } from './harness';
import { openStage } from './stage';

export const history = (parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'credit',
	operation: 'getHistory',
	...parameters,
});
export const all = (filters: INodeParameters = {}) => history({ returnAll: true, filters });
export const filters = (values: Record<string, unknown>) => all(values as INodeParameters);

export function openHistory() {
	const { emulator, play, run } = openStage();

	async function idsOf(parameters: INodeParameters): Promise<unknown[]> {
		const ran = await run([{}], parameters);
		expect(errorOf(ran)).toBeUndefined();
		return jsonOf(ran).map(({ id }) => id);
	}

	return { emulator, play, run, idsOf };
}
