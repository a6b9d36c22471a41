import { errorOf } from './harness';
import { openStage } from './stage';
import { TriggerLife } from './pollHarness';

const stage = openStage();

describe('a workflow of a newer version of the package', () => {
	it.each([
		['agent', 'teleport'],
		['job', 'constructor'],
	])('has an operation that this one lacks: %s %s', async (resource, operation) => {
		const run = await stage.run([{}], { resource, operation });
		const error = errorOf(run);
		expect(error?.message).toBe(
			`This version of the AgentsCode node has no operation '${operation}' for '${resource}'`,
		);
		expect(error?.description).toMatch(/^Update the package n8n-nodes-agentscode/);
		expect(stage.emulator.requests).toEqual([]);
	});

	it('has a resource that this one lacks', async () => {
		const run = await stage.run([{}], { resource: 'schedule', operation: 'get' });
		expect(errorOf(run)?.message).toBe("This version of the AgentsCode node has no 'schedule'");
		expect(stage.emulator.requests).toEqual([]);
	});

	it.each(['jobVanished', 'constructor'])('has an event that this one lacks: %s', async (event) => {
		const life = new TriggerLife({ credential: stage.credential, parameters: { event } });
		await expect(life.activate()).rejects.toMatchObject({
			message: `This version of the AgentsCode Trigger has no event '${event}'`,
			description: expect.stringMatching(/^Update the package/) as string,
		});
		expect(stage.emulator.requests).toEqual([]);
	});
});
