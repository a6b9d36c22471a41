import type { ErrorForm } from './behaviour';

export interface Payload {
	contentType?: string;
	text: string;
}

/** A refusal's body in one of the forms services use; the reference promises none of them. */
export function errorPayload(form: ErrorForm, status: number, message: string): Payload {
	switch (form) {
		case 'error':
			return json({ error: message });
		case 'message':
			return json({ message, statusCode: status });
		case 'error.message':
			return json({ error: { message, code: status } });
		case 'text':
			return { contentType: 'text/plain; charset=utf-8', text: message };
		case 'html':
			return { contentType: 'text/html; charset=utf-8', text: errorPage(status, message) };
		case 'empty':
			return { text: '' };
	}
}

export function json(body: unknown): Payload {
	return { contentType: 'application/json; charset=utf-8', text: JSON.stringify(body) };
}

/** The page a proxy in front of a service shows, markup, script and all. */
export function errorPage(status: number, message: string): string {
	return [
		'<!DOCTYPE html>',
		`<html><head><title>${status}</title><style>body{color:#333}</style>`,
		'<script>window.location.reload()</script></head>',
		`<body><center><h1>${status} ${message}</h1></center><hr><center>nginx</center></body></html>`,
		'',
	].join('\r\n');
}
