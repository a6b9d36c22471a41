import { runDemo } from './demo/run';
import { process } from './platform';

void runDemo(process.argv.slice(2)).then((exitCode) => {
	if (exitCode !== undefined) process.exit(exitCode);
});
