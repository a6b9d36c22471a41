import { ExecuteContext } from 'n8n-core';
import { engine } from './engine';

it('this n8n tells a node the end of its execution just where it is said to, so that no test of parking is skipped unseen', () => {
	expect('onExecutionFinish' in ExecuteContext.prototype).toBe(engine.canPark);
});
