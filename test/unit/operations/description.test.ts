import { AgentsCode } from '../../../nodes/AgentsCode/AgentsCode.node';
import { NODES } from './everyWord';

describe.each(NODES)('%s', (name, description) => {
	it('is described as n8n wants it', () => {
		expect(description.displayName).toBe(name);
		expect(description.defaults).toEqual({ name });
		expect(description.description).toMatch(/^[A-Z].*[^.]$/);
		expect(description.subtitle).toMatch(/^={{.*\$parameter/);
		expect(description.icon).toEqual({
			light: expect.stringMatching(/^file:.*\.svg$/) as string,
			dark: expect.stringMatching(/\.dark\.svg$/) as string,
		});
		expect(description.version).toEqual([1]);
	});
});

it('the main node can be used by AI agents', () => {
	expect(new AgentsCode().description.usableAsTool).toBe(true);
});
