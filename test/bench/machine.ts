import { os, process } from './platform';

/** The machine in words, as far as figures depend on it. */
export function describeMachine(): string {
	const cores = os.availableParallelism();
	const gigabytes = Math.round(os.totalmem() / 2 ** 30);
	const system = `${os.type()} on ${os.arch()}`;
	return `${cores} cores, ${gigabytes} GB of memory, ${system}, Node ${process.versions.node} for the tests`;
}
