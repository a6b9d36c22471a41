/** An agent as the service knows it: the documented fields, and how its jobs usually go. */
export interface EmulatedAgent {
	id: string;
	name: string;
	displayName?: string;
	version: string;
	credits: number;
	description: string;
	status: string;
	runCount?: number;
	/** Emulator only, never sent: how long a job takes from its POST. */
	durationMs: number;
	/** Emulator only, never sent: what a completed job returns beside the echoed input. */
	answer: Record<string, unknown>;
}

/** The catalogue a fresh emulator offers; a new copy each time, so that tests may change theirs. */
export function catalogue(): EmulatedAgent[] {
	return structuredClone(AGENTS);
}

/** What `GET /agents` tells of an agent. */
export function documentedAgent(agent: EmulatedAgent): Record<string, unknown> {
	const told: Record<string, unknown> = { ...agent };
	delete told.durationMs;
	delete told.answer;
	return told;
}

const AGENTS: EmulatedAgent[] = [
	{
		id: 'event-scheduler',
		name: 'event-scheduler',
		displayName: 'Event Scheduler',
		version: '1.4.0',
		credits: 5,
		description: 'Books appointments from a plain sentence and answers with the calendar entry',
		status: 'ACTIVE',
		runCount: 1284,
		durationMs: 3000,
		answer: {
			summary: 'Appointment booked for tomorrow at 10:00',
			event: { title: 'Appointment with Jeff', location: 'Room 4', minutes: 30 },
		},
	},
	{
		id: 'agent_123456',
		name: 'youtube-transcription',
		displayName: 'YouTube Transcription',
		version: '2.0.1',
		credits: 3,
		description: 'Turns the speech of a YouTube video into text',
		status: 'ACTIVE',
		runCount: 90210,
		durationMs: 5000,
		answer: {
			language: 'en',
			transcript: 'Welcome back. Today we look at how tides work.',
			words: 9,
		},
	},
	{
		id: 'lead-researcher',
		name: 'Lead Researcher',
		displayName: 'Lead Researcher',
		version: '3.2.0',
		credits: 12,
		description: 'Collects what is publicly known about a company',
		status: 'ACTIVE',
		runCount: 311,
		durationMs: 8000,
		answer: { company: 'Northwind Traders', employees: 240, sources: ['annual report', 'news'] },
	},
	{
		id: 'invoice-reader',
		name: 'invoice-reader',
		displayName: 'Invoice Reader',
		version: '1.0.0',
		credits: 2,
		description: 'Reads the figures from an invoice',
		status: 'ACTIVE',
		durationMs: 1500,
		answer: { invoiceNumber: 'INV-2041', total: 118.4, currency: 'EUR', lines: 3 },
	},
	{
		id: 'newsletter-writer',
		name: 'newsletter-writer',
		version: '0.9.3',
		credits: 8,
		description: 'Writes a newsletter from a list of links',
		status: 'ACTIVE',
		runCount: 47,
		durationMs: 6000,
		answer: { subject: 'What happened this week', body: 'Three things worth your time.' },
	},
	{
		id: 'site-monitor',
		name: 'site-monitor',
		displayName: 'Site Monitor',
		version: '1.1.0',
		credits: 1,
		description: 'Looks at a page and tells what changed',
		status: 'ACTIVE',
		runCount: 5600,
		durationMs: 1000,
		answer: { changed: false, checkedElements: 118 },
	},
	{
		id: 'image-captioner',
		name: 'image-captioner',
		displayName: 'Image Captioner (Größe & Farbe)',
		version: '1.0.0-beta.2',
		credits: 0.5,
		description: 'Describes an image in one sentence',
		status: 'ACTIVE',
		runCount: 0,
		durationMs: 800,
		answer: { caption: 'A lighthouse on a rocky coast at dusk' },
	},
	{
		id: 'legacy-translator',
		name: 'legacy-translator',
		displayName: 'Legacy Translator',
		version: '0.1.0',
		credits: 1,
		description: 'Translated texts; replaced by newer agents',
		status: 'INACTIVE',
		runCount: 15000,
		durationMs: 2000,
		answer: { text: 'Guten Morgen' },
	},
];
