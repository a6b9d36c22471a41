/** The package tells where its code is, but not where its types are. */
declare module '@n8n/node-cli/eslint' {
	import type { Linter } from 'eslint';
	export const config: Linter.Config[];
}
