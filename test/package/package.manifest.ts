import type { OpenPackage } from './packed';

export function manifestTests(packed: OpenPackage): void {
	it('says who made it, where it lives and how it may be used', async () => {
		expect(await packed.manifest()).toMatchObject({
			name: 'n8n-nodes-agentscode',
			version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
			description: expect.stringMatching(/.{20,}/) as string,
			license: 'MIT',
			author: {
				name: expect.stringMatching(/.+/) as string,
				email: expect.stringMatching(/^[^@\s]+@[^@\s]+$/) as string,
			},
			homepage: expect.stringMatching(/^https:\/\//) as string,
			repository: { type: 'git', url: expect.stringMatching(/^git\+https:\/\/.*\.git$/) as string },
			bugs: { url: expect.stringMatching(/^https:\/\/.*issues$/) as string },
			main: 'index.js',
		});
	});

	it('has no placeholder left', async () => {
		expect(await packed.read('package.json')).not.toMatch(
			/<\.\.\.>|example\.com|TODO|your-|changeme/i,
		);
	});

	it('asks for nothing but n8n-workflow, in whatever version is there', async () => {
		const { dependencies, peerDependencies, overrides, optionalDependencies } =
			await packed.manifest();
		expect([dependencies, overrides, optionalDependencies]).toEqual([
			undefined,
			undefined,
			undefined,
		]);
		expect(peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	it('runs nothing when it is installed', async () => {
		const { scripts } = await packed.manifest();
		const hooks = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'];
		expect(Object.keys(scripts).filter((name) => hooks.includes(name))).toEqual([]);
	});

	it('is known to n8n as a community node, checked strictly', async () => {
		const { keywords, n8n, files: listed, engines } = await packed.manifest();
		expect(keywords).toContain('n8n-community-node-package');
		expect(n8n).toMatchObject({ n8nNodesApiVersion: 1, strict: true });
		expect(listed).toEqual(['dist']);
		expect(engines.node).toMatch(/^>=\d+(\.\d+)?$/);
	});

	it('lists every node and credential that is packed, and no other', async () => {
		const { n8n } = await packed.manifest();
		const compiled = (ending: string) => packed.files.filter((file) => file.endsWith(ending));
		expect([...n8n.nodes].sort()).toEqual(compiled('.node.js'));
		expect([...n8n.credentials].sort()).toEqual(compiled('.credentials.js'));
	});
}
