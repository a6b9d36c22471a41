import { count, type Point } from './numbers';

/** One small diagram: how a figure grows with a size, both told in words. */
export interface Panel {
	/** What is seen at a glance. */
	title: string;
	sizes: string;
	/** Writes a value beside its point. */
	label: (value: number) => string;
	points: Point[];
	/** Where the vertical axis ends; it begins at 0. */
	top: number;
	/** A line to compare with. */
	reference?: { value: number; words: string };
}

const WIDTH = 420;
const HEIGHT = 230;
const PLOT = { left: 28, right: WIDTH - 40, top: 66, bottom: HEIGHT - 44 };
const COLUMNS = 2;

/** The picture has a ground of its own, so that it can be read on light and on dark pages. */
const STYLE = `
	text { font: 12px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: #57606a; }
	.title { font-size: 14px; font-weight: 600; fill: #1f2328; }
	.value { font-weight: 600; fill: #0a53be; }
	.ground { fill: #ffffff; stroke: #d0d7de; }
	.axis { stroke: #afb8c1; }
	.reference { stroke: #8c959f; stroke-dasharray: 4 4; }
	.line { stroke: #0969da; stroke-width: 2.5; fill: none; }
	.dot { fill: #0969da; }
	@media (prefers-color-scheme: dark) {
		text { fill: #9198a1; }
		.title { fill: #f0f6fc; }
		.value { fill: #79b8ff; }
		.ground { fill: #0d1117; stroke: #3d444d; }
		.axis { stroke: #3d444d; }
		.reference { stroke: #656c76; }
		.line { stroke: #4493f8; }
		.dot { fill: #4493f8; }
	}`;

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function text(x: number, y: number, words: string, more = ''): string {
	return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}"${more}>${escaped(words)}</text>`;
}

/** Sizes stand at equal distances: each is ten times the one before it, or 0. */
function placesOf({ points, top }: Panel): Array<{ x: number; y: number }> {
	const step = (PLOT.right - PLOT.left - 40) / Math.max(1, points.length - 1);
	return points.map(([, value], index) => ({
		x: PLOT.left + 20 + index * step,
		y: heightOf(value, top),
	}));
}

function heightOf(value: number, top: number): number {
	return PLOT.bottom - (value / top) * (PLOT.bottom - PLOT.top);
}

function referenceOf({ reference, top }: Panel): string[] {
	if (!reference) return [];
	const y = heightOf(reference.value, top);
	const line = `<line class="reference" x1="${PLOT.left}" y1="${y}" x2="${PLOT.right}" y2="${y}"/>`;
	return [line, text(PLOT.left + 4, y + 16, reference.words)];
}

function drawPanel(panel: Panel, index: number): string {
	const places = placesOf(panel);
	const middle = ' text-anchor="middle"';
	const points = places.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
	const marks = panel.points.flatMap(([size, value], at) => {
		const { x, y } = places[at];
		return [
			`<circle class="dot" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="4"/>`,
			text(x, y - 11, panel.label(value), `${middle} class="value"`),
			text(x, PLOT.bottom + 18, count(size), middle),
		];
	});
	const x = (index % COLUMNS) * WIDTH;
	const y = Math.floor(index / COLUMNS) * HEIGHT;
	const axis = `x1="${PLOT.left}" y1="${PLOT.bottom}" x2="${PLOT.right}" y2="${PLOT.bottom}"`;
	return [
		`<g transform="translate(${x} ${y})">`,
		text(PLOT.left, 30, panel.title, ' class="title"'),
		`<line class="axis" ${axis}/>`,
		...referenceOf(panel),
		`<polyline class="line" points="${points}"/>`,
		...marks,
		text((PLOT.left + PLOT.right) / 2, PLOT.bottom + 36, panel.sizes, middle),
		'</g>',
	].join('\n');
}

/** Draws panels side by side, two in a row, as an SVG picture that needs nothing else. */
export function drawChart(panels: Panel[], description: string): string {
	const width = COLUMNS * WIDTH;
	const height = Math.ceil(panels.length / COLUMNS) * HEIGHT + 8;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
		`<title>${escaped(description)}</title>`,
		`<style>${STYLE}\n</style>`,
		`<rect class="ground" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
		...panels.map(drawPanel),
		'</svg>\n',
	].join('\n');
}
