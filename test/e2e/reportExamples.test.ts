import {
	createCredential,
	CREDENTIAL_NAME,
	type CredentialReference,
	deleteCredential,
	itemsOf,
} from '../../scripts/real-n8n';
import { openChat, type Chat, postingTo } from './support/chat';
import { readExample, runExample } from './support/examples';
import { type Mailbox, openMailbox } from './support/mailbox';
import { useWorkbench } from './support/workbench';

const workbench = useWorkbench(CREDENTIAL_NAME);

const HOUR_MS = 3_600_000;

/**
 * More than two weeks of runs, so that last week and yesterday have some wherever they begin. The
 * latest is half an hour old: a midnight that passes before the report leaves no hour without one.
 */
function seedTwoWeeks(): void {
	const newestAtMs = Date.now() - HOUR_MS / 2;
	workbench().emulator.seedHistory(400, { everyMs: HOUR_MS, newestAtMs });
}

describe('the weekly credit report by e-mail', () => {
	let mailbox: Mailbox;
	let smtp: CredentialReference;

	beforeAll(async () => {
		mailbox = await openMailbox();
		const place = { host: '127.0.0.1', port: mailbox.port };
		const how = { user: '', password: '', secure: false, disableStartTls: true, hostName: '' };
		smtp = await createCredential(
			workbench().session,
			'smtp',
			{ ...place, ...how },
			'SMTP account',
		);
	});

	afterAll(async () => {
		await deleteCredential(workbench().session, smtp.id);
		await mailbox.close();
	});

	it('is sent as it was imported, and arrives whole', async () => {
		seedTwoWeeks();
		const example = await readExample('weekly-credit-report-by-email');
		const execution = await runExample(workbench(), example);

		const [{ report, totals, from, to }] = itemsOf(execution, 'Report of Last Week');
		expect(totals).toMatchObject({ runs: expect.any(Number) as number });
		const hours = (Date.parse(String(to)) - Date.parse(String(from))) / HOUR_MS;
		expect([167, 168, 169]).toContain(hours);
		expect(new Date(String(from).slice(0, 10)).getUTCDay()).toBe(1);
		expect((totals as { runs: number }).runs).toBe(hours);

		expect(mailbox.mails).toHaveLength(1);
		const [mail] = mailbox.mails;
		expect(mail.to).toEqual(['you@example.com']);
		expect(mail.headers.subject).toMatch(
			/^AgentsCode: \d+(\.\d+)? credits used last week, 1000 left$/,
		);
		expect(mail.headers['content-type']).toMatch(/^text\/html/);
		expect(mail.body).toBe(report);
		expect(mail.body).toContain('Image Captioner (Größe &amp; Farbe)');
		expect(mail.body).toContain('YouTube Transcription');
	});
});

describe('the daily credit report to a chat', () => {
	let chat: Chat;

	beforeAll(async () => {
		chat = await openChat();
	});
	afterAll(async () => await chat.close());

	it('is posted as the hook expects it', async () => {
		seedTwoWeeks();
		const example = await readExample('daily-credit-report-to-a-chat');
		const workflow = postingTo(chat, example, 'Post Report');
		const execution = await runExample(workbench(), workflow);

		const [{ report, totals }] = itemsOf(execution, 'Report of Yesterday');
		expect([23, 24, 25]).toContain((totals as { runs: number }).runs);
		expect(chat.posts).toEqual([{ text: report }]);
		expect(report).toMatch(/```\nAgent +Credits[\s\S]*\nTotal[\s\S]*\n```/);
		expect(report).toContain('1,000 credits available. At this rate they last about');
	});
});
