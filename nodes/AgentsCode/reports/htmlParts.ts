import { escapeHtml } from './escapeHtml';

/**
 * Colours that are seen on white and on black alike. Text has none of its own: it takes the reader's,
 * which a mail program turns with the background.
 */
const BAR = '#6366f1';
const TRACK = 'rgba(128,128,128,.22)';
const LINE = 'rgba(128,128,128,.35)';

const SMALL = 'font-size:13px;opacity:.8';
const FIGURES = 'font-variant-numeric:tabular-nums;white-space:nowrap';

/** A figure with what it is and a remark; tiles stand beside each other as the width allows. */
export function tile(name: string, figure: string, remark: string): string {
	return (
		`<div style="display:inline-block;vertical-align:top;width:156px;margin:0 8px 16px 0">` +
		`<div style="${SMALL}">${escapeHtml(name)}</div>` +
		`<div style="font-size:24px;line-height:1.3;font-weight:bold;${FIGURES}">${escapeHtml(figure)}</div>` +
		`<div style="${SMALL}">${escapeHtml(remark)}</div></div>`
	);
}

/** Cells instead of boxes: some mail programs know no other width. */
function bar(share: number): string {
	const percent = share <= 0 ? 0 : Math.max(1, Math.round(share * 100));
	const cell = (width: number, colour: string) =>
		width === 0
			? ''
			: `<td width="${width}%" style="height:8px;padding:0;font-size:0;line-height:0;background:${colour}">&nbsp;</td>`;
	return (
		`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse">` +
		`<tr>${cell(percent, BAR)}${cell(100 - percent, TRACK)}</tr></table>`
	);
}

export interface Row {
	name: string;
	credits: string;
	details: string;
	/** Length of the bar, 0 to 1; without it there is none. */
	share?: number;
}

/** A name and its credits, the bar below, the details below that. */
export function row({ name, credits, details, share }: Row): string {
	return (
		`<tr><th scope="row" align="left" style="padding:12px 12px 0 0;word-break:break-word">${escapeHtml(name)}</th>` +
		`<td align="right" valign="bottom" style="padding:12px 0 0;font-weight:bold;${FIGURES}">${escapeHtml(credits)}</td></tr>` +
		(share === undefined
			? ''
			: `<tr><td colspan="2" style="padding:4px 0 0">${bar(share)}</td></tr>`) +
		`<tr><td colspan="2" style="padding:3px 0 0;${SMALL}">${escapeHtml(details)}</td></tr>`
	);
}

/** A line across, away from what stands above it. */
export function space(): string {
	return `<tr><td colspan="2" style="height:12px;padding:0;font-size:0;line-height:0;border-bottom:2px solid ${LINE}">&nbsp;</td></tr>`;
}

/** The names of the two columns, and the rows below. */
export function table(head: string, rows: string[]): string {
	const cell = (align: string, text: string) =>
		`<th scope="col" align="${align}" style="padding:0 0 4px;border-bottom:1px solid ${LINE};font-weight:normal;${SMALL}">${escapeHtml(text)}</th>`;
	return (
		`<table width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;font-size:15px">` +
		`<tr>${cell('left', head)}${cell('right', 'Credits')}</tr>${rows.join('')}</table>`
	);
}

/** Small text below or above the figures; nothing for no text. */
export function note(text: string): string {
	return text === '' ? '' : `<p style="margin:16px 0 0;${SMALL}">${escapeHtml(text)}</p>`;
}

/** A page that needs nothing from elsewhere. */
export function page(title: string, subtitle: string, body: string): string {
	return (
		`<!doctype html><html lang="en"><head><meta charset="utf-8">` +
		`<meta name="viewport" content="width=device-width,initial-scale=1">` +
		`<meta name="color-scheme" content="light dark"><title>${escapeHtml(title)}</title></head>` +
		`<body style="margin:0;padding:16px;font:15px/1.45 Arial,Helvetica,sans-serif">` +
		`<div style="max-width:680px;margin:0 auto">` +
		`<h1 style="margin:0;font-size:20px">${escapeHtml(title)}</h1>` +
		`<p style="margin:2px 0 20px;${SMALL}">${escapeHtml(subtitle)}</p>${body}</div></body></html>`
	);
}
