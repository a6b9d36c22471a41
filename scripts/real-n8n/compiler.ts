import { findProgram } from '../programs';

const TOOLS: Array<{ name: string; debianPackage: string }> = [
	{ name: 'g++', debianPackage: 'g++' },
	{ name: 'make', debianPackage: 'make' },
	{ name: 'python3', debianPackage: 'python3' },
];

/** Throws, saying what to install, when n8n's SQLite driver could not be compiled here. */
export async function requireCompiler(): Promise<void> {
	const missing = [];
	for (const tool of TOOLS) if (!(await findProgram(tool.name))) missing.push(tool);
	if (missing.length === 0) return;
	throw new Error(
		[
			`n8n's SQLite driver has to be compiled on this machine, and there is no ${namesOf(missing)} here.`,
			`  Debian, Ubuntu:  apt-get update && apt-get install -y ${missing.map(({ debianPackage }) => debianPackage).join(' ')}   (with sudo unless you are root)`,
			'  macOS:           xcode-select --install',
			'Then start again.',
		].join('\n'),
	);
}

function namesOf(tools: Array<{ name: string }>): string {
	return new Intl.ListFormat('en', { type: 'disjunction' }).format(tools.map(({ name }) => name));
}
