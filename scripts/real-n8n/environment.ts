import { cleanedEnvironment } from './command';
import type { InstalledN8n } from './install';

/** Settings of whoever starts us that would make n8n another one than the tests mean. */
const FOREIGN =
	/^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_|GENERIC_TIMEZONE$|CREDENTIALS_|NODES_|EXTERNAL_|NODE_ENV$|NODE_OPTIONS$|JEST_)/;

/** Nothing of n8n calls home: no telemetry, news, templates, banners, licences or package lists. */
const QUIET: Record<string, string> = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	EXTERNAL_FRONTEND_HOOKS_URLS: '',
	N8N_SECURE_COOKIE: 'false',
};

export interface Place {
	port: number;
	brokerPort: number;
	userFolder: string;
}

/** The whole environment n8n is started with; `extra` has the last word. */
export function environmentFor(
	n8n: InstalledN8n,
	place: Place,
	extra: Record<string, string> = {},
): Record<string, string | undefined> {
	const inherited = Object.entries(cleanedEnvironment()).filter(([name]) => !FOREIGN.test(name));
	return {
		...Object.fromEntries(inherited),
		...QUIET,
		NODE_ENV: 'production',
		NO_PROXY: '127.0.0.1,localhost',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(place.port),
		// A worker answers only when asked to, and then on a port of its own.
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(place.port),
		N8N_RUNNERS_BROKER_PORT: String(place.brokerPort),
		N8N_USER_FOLDER: place.userFolder,
		...n8n.environment,
		...extra,
	};
}
