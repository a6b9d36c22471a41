import { type Browser, chromium } from 'playwright-core';
import { installDebianPackages } from '../debian';
import { existsSync, process } from '../platform';
import { findProgram } from '../programs';

/** Where Debian, Ubuntu and Google put their browser. */
const KNOWN = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'];

/** Nothing of the browser calls home, or asks anything. */
const QUIET = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

function installed(): string | undefined {
	return [process.env.CHROMIUM ?? '', ...KNOWN].find((file) => file !== '' && existsSync(file));
}

/**
 * The Chromium of this machine; Debian's is installed where there is none.
 *
 * @throws when there is none and none can be installed
 */
export async function findChromium(): Promise<string> {
	const found = installed();
	if (found) return found;
	if (await findProgram('apt-get')) await installDebianPackages(['chromium', 'fonts-liberation']);
	const file = installed();
	if (file) return file;
	throw new Error('There is no Chromium: install one, or name it by the variable CHROMIUM');
}

export async function launchChromium(): Promise<Browser> {
	return await chromium.launch({ executablePath: await findChromium(), args: QUIET });
}
