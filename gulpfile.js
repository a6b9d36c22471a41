const { readdir, rm } = require('node:fs/promises');
const path = require('node:path');
const { dest, series, src } = require('gulp');

const SHIPPED = ['nodes', 'credentials'];

/** `n8n-node build` copies every image of the repository; only the nodes' own belong into the package. */
async function prune() {
	const strays = (await readdir('dist')).filter((entry) => !SHIPPED.includes(entry));
	await Promise.all(
		strays.map((entry) => rm(path.join('dist', entry), { recursive: true, force: true })),
	);
}

/** Copies what the TypeScript compiler leaves behind: icons, codex files and output previews. */
function assets() {
	// `encoding: false`, or gulp would read images as text and break them.
	return src(['nodes/**/*.{svg,png,json}', 'credentials/**/*.{svg,png}'], {
		base: '.',
		encoding: false,
		allowEmpty: true,
	}).pipe(dest('dist'));
}

exports.assets = series(prune, assets);
exports.default = exports.assets;
