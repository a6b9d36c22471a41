const { dest, src } = require('gulp');

/** Copies what the TypeScript compiler leaves behind: icons, codex files and output previews. */
function assets() {
	// `encoding: false`, or gulp would read images as text and break them.
	return src(['nodes/**/*.{svg,png,json}', 'credentials/**/*.{svg,png}'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));
}

exports.assets = assets;
exports.default = assets;
