import { failureOf } from '../../../../nodes/AgentsCode/trigger/poll/pollError';

describe('what n8n’s back-off is told', () => {
	const status = (httpStatus: number, retryAfterMs?: number) =>
		({ kind: 'status', httpStatus, message: '', retryAfterMs }) as const;

	it.each([
		[status(429, 5000), { cause: 'rate-limited', retryAfterMs: 5000 }],
		[status(429), { cause: 'rate-limited' }],
		[status(402), { cause: 'quota-exhausted' }],
		[status(401), { cause: 'credential-invalid' }],
		[status(403), { cause: 'credential-invalid' }],
		[status(404), { cause: 'configuration-invalid' }],
		[status(302), { cause: 'configuration-invalid' }],
		[status(500), { cause: 'temporarily-unavailable' }],
		[status(503, 9000), { cause: 'temporarily-unavailable', retryAfterMs: 9000 }],
		[
			{ kind: 'network', code: 'ECONNREFUSED', message: '' } as const,
			{ cause: 'temporarily-unavailable' },
		],
		[
			{ kind: 'network', code: 'ERR_INVALID_URL', message: '' } as const,
			{ cause: 'configuration-invalid' },
		],
		[
			{ kind: 'unreadable', httpStatus: 200, message: '' } as const,
			{ cause: 'temporarily-unavailable' },
		],
	])('%j: %j', (fault, failure) => expect(failureOf(fault)).toEqual(failure));
});
