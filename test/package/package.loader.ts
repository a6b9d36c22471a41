import type { OpenPackage } from './packed';

export function loaderTests(packed: OpenPackage): void {
	it('both nodes and the credential, by the names that workflows store', () => {
		expect(packed.loaded.packageName).toBe('n8n-nodes-agentscode');
		expect(Object.keys(packed.loaded.known.nodes).sort()).toEqual([
			'agentsCode',
			'agentsCodeTrigger',
		]);
		expect(Object.keys(packed.loaded.known.credentials)).toEqual(['agentsCodeApi']);
	});

	it.each(['agentsCode', 'agentsCodeTrigger'])('%s with icons and codex', (name) => {
		const node = packed.loaded.nodes.find((each) => each.name === name);
		expect(node?.codex).toMatchObject({
			categories: expect.arrayContaining([
				expect.stringMatching(/^(AI|Development|Productivity|Utility)$/),
			]) as string[],
			alias: expect.arrayContaining(['agent']) as string[],
			resources: {
				primaryDocumentation: [{ url: expect.stringMatching(/^https:/) as string }],
				credentialDocumentation: [{ url: expect.stringMatching(/^https:/) as string }],
			},
		});
		const icons = Object.values(node?.iconUrl as Record<string, string>);
		expect(Object.keys(node?.iconUrl as object).sort()).toEqual(['dark', 'light']);
		for (const icon of icons) {
			expect(packed.files).toContain(icon.replace('icons/n8n-nodes-agentscode/', ''));
		}
	});

	it('the credential with icons, and with the nodes that use it', () => {
		const [credential] = packed.loaded.credentials;
		expect(credential.supportedNodes?.sort()).toEqual(['agentsCode', 'agentsCodeTrigger']);
		for (const icon of Object.values(credential.iconUrl as Record<string, string>)) {
			expect(packed.files).toContain(icon.replace('icons/n8n-nodes-agentscode/', ''));
		}
		expect(credential.test).toBeDefined();
	});

	it.each(['AgentsCode', 'AgentsCodeTrigger'])(
		'a codex file beside %s, of the same name',
		async (name) => {
			const codex = JSON.parse(
				await packed.read(`dist/nodes/AgentsCode/${name}.node.json`),
			) as object;
			const type = name.charAt(0).toLowerCase() + name.slice(1);
			expect(codex).toMatchObject({ node: `n8n-nodes-agentscode.${type}`, codexVersion: '1.0' });
		},
	);

	it('a main node that agents can use, as a twin of its own', () => {
		expect(packed.loaded.nodes.find(({ name }) => name === 'agentsCode')?.usableAsTool).toBe(true);
	});
}
