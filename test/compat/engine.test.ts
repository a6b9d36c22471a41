import { version as coreVersion } from 'n8n-core/package.json';
import { version as workflowVersion } from 'n8n-workflow/package.json';
import { n8nVersion } from '../engine/engine';
import engines from './engines.json';

declare const askedN8nVersion: keyof typeof engines;

it('the tests of this project run on the engine that it is named after', () => {
	expect(n8nVersion).toBe(askedN8nVersion);
	expect({ 'n8n-core': coreVersion, 'n8n-workflow': workflowVersion }).toEqual(
		engines[askedN8nVersion],
	);
});
