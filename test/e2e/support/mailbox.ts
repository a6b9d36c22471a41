import { SMTPServer } from 'smtp-server';

/** A mail as it came in. */
export interface Mail {
	to: string[];
	headers: Record<string, string>;
	/** The decoded text of a mail with one part. */
	body: string;
}

/** An SMTP server on loopback that takes every mail and delivers none. */
export interface Mailbox {
	port: number;
	mails: Mail[];
	close(): Promise<void>;
}

/** Content that was wrapped and escaped for transport (RFC 2045, "quoted-printable"). */
function unquoted(text: string): string {
	const bytes = text
		.replace(/=\r\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString('utf8');
}

function decoded(body: string, encoding: string): string {
	if (encoding === 'quoted-printable') return unquoted(body);
	if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
	return body;
}

function readMail(raw: string, to: string[]): Mail {
	const end = raw.indexOf('\r\n\r\n');
	const lines = raw
		.slice(0, end)
		.replace(/\r\n\s+/g, ' ')
		.split('\r\n');
	const headers = Object.fromEntries(
		lines.map((line): [string, string] => {
			const colon = line.indexOf(':');
			return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
		}),
	);
	const body = decoded(raw.slice(end + 4), headers['content-transfer-encoding']);
	return { to, headers, body: body.replace(/\r?\n$/, '') };
}

export async function openMailbox(): Promise<Mailbox> {
	const mails: Mail[] = [];
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['AUTH', 'STARTTLS'],
		onData(stream, session, done) {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				const to = session.envelope.rcptTo.map(({ address }) => address);
				mails.push(readMail(Buffer.concat(chunks).toString('latin1'), to));
				done();
			});
		},
	});
	const port = await new Promise<number>((resolve, reject) => {
		server.on('error', reject);
		const listener = server.listen(0, '127.0.0.1', () => {
			const address = listener.address();
			resolve(typeof address === 'object' && address ? address.port : 0);
		});
	});
	return {
		port,
		mails,
		close: async () => await new Promise<void>((resolve) => server.close(() => resolve())),
	};
}
