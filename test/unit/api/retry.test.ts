import fc from 'fast-check';
import type { Fault } from '../../../nodes/AgentsCode/api/result';
import {
	askedPauseMs,
	backOffMs,
	isPassing,
	judgeStart,
	VISIBILITY_GRACE_MS,
} from '../../../nodes/AgentsCode/api/retry';
import { network, status, UNREADABLE } from '../../support/scriptedApi';

const OVERSIZED: Fault = { kind: 'oversized', httpStatus: 200, message: '' };

type Verdict = ReturnType<typeof judgeStart>;

const starts: Array<[string, Fault, Verdict]> = [
	['429', status(429), 'notStarted'],
	['a refused connection', network('ECONNREFUSED'), 'notStarted'],
	['an unknown host', network('ENOTFOUND'), 'notStarted'],
	['a host that can not be looked up', network('EAI_AGAIN'), 'notStarted'],
	...[400, 401, 402, 403, 404, 405, 410, 413, 415, 422, 451].map(
		(code): [string, Fault, Verdict] => [String(code), status(code), 'refused'],
	),
	['a refusal that names a job all the same', { ...status(402), jobId: 'j1' } as Fault, 'unclear'],
	['an address that is none', network('ERR_INVALID_URL'), 'refused'],
	['a certificate that has expired', network('CERT_HAS_EXPIRED'), 'refused'],
	['a certificate nobody signed', network('DEPTH_ZERO_SELF_SIGNED_CERT'), 'refused'],
	['a chain that lacks a link', network('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'refused'],
	['an authority nobody knows', network('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'), 'refused'],
	['an authority that is none', network('INVALID_CA'), 'refused'],
	['a certificate of another host', network('ERR_TLS_CERT_ALTNAME_INVALID'), 'refused'],
	['a port that speaks no TLS', network('ERR_SSL_WRONG_VERSION_NUMBER'), 'refused'],
	['TLS broken in mid-connection', network('ERR_SSL_SSL/TLS_ALERT_BAD_RECORD_MAC'), 'unclear'],
	['a credential that n8n could not read', { kind: 'credential', message: '' }, 'notStarted'],
	['a stop before it was sent', { kind: 'aborted', sent: false, message: '' }, 'refused'],
	['a stop after it was sent', { kind: 'aborted', sent: true, message: '' }, 'unclear'],
	...[300, 301, 302, 303, 307, 308, 408, 409, 425, 500, 501, 502, 503, 504, 520].map(
		(code): [string, Fault, Verdict] => [String(code), status(code), 'unclear'],
	),
	...['ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH', 'ERR_BAD_RESPONSE'].map(
		(code): [string, Fault, Verdict] => [code, network(code), 'unclear'],
	),
	['a network fault without a code', { kind: 'network', message: 'odd' }, 'unclear'],
	['an answer that can not be read', UNREADABLE, 'unclear'],
	['an answer too large to be read', OVERSIZED, 'unclear'],
];

describe('judgeStart', () => {
	it.each(starts)('%s', (_, fault, verdict) => expect(judgeStart(fault)).toBe(verdict));

	it('lets no status but 429 prove that the start may be sent again', () => {
		fc.assert(
			fc.property(fc.integer({ min: 100, max: 999 }), (code) => {
				expect(judgeStart(status(code)) === 'notStarted').toBe(code === 429);
			}),
		);
	});

	it('lets no code but three prove that the start may be sent again', () => {
		const codes = fc.oneof(fc.string(), fc.constantFrom('ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'));
		fc.assert(
			fc.property(codes, (code) => {
				const isSafe = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(code);
				expect(judgeStart(network(code)) === 'notStarted').toBe(isSafe);
			}),
		);
	});
});

const reads: Array<[string, Fault, number | undefined, boolean]> = [
	...[408, 409, 425, 429, 500, 502, 503, 504].map((code): (typeof reads)[number] => [
		String(code),
		status(code),
		undefined,
		true,
	]),
	...[300, 301, 400, 401, 402, 403, 405, 422].map((code): (typeof reads)[number] => [
		String(code),
		status(code),
		undefined,
		false,
	]),
	['404 of something that is no job', status(404), undefined, false],
	['404 of a job just started', status(404), 0, true],
	['404 of a job within the grace', status(404), VISIBILITY_GRACE_MS - 1, true],
	['404 of a job after the grace', status(404), VISIBILITY_GRACE_MS, false],
	['ECONNRESET', network('ECONNRESET'), undefined, true],
	['ECONNREFUSED', network('ECONNREFUSED'), undefined, true],
	['an address that is none', network('ERR_INVALID_URL'), undefined, false],
	['a chain that lacks a link', network('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), undefined, false],
	['a TLS version nobody speaks', network('ERR_TLS_PROTOCOL_VERSION_CONFLICT'), undefined, false],
	['an answer that can not be read', UNREADABLE, undefined, true],
	['a credential that n8n could not read', { kind: 'credential', message: '' }, undefined, true],
	['an answer too large to be read', OVERSIZED, undefined, false],
	['a stop', { kind: 'aborted', sent: true, message: '' }, undefined, false],
];

describe('isPassing', () => {
	it.each(reads)('%s', (_, fault, jobAgeMs, passes) =>
		expect(isPassing(fault, jobAgeMs)).toBe(passes),
	);
});

const anyFault: fc.Arbitrary<Fault> = fc.oneof(
	fc.integer({ min: 100, max: 999 }).map((code) => status(code)),
	fc
		.oneof(
			fc.string(),
			fc.constantFrom('ECONNREFUSED', 'ECONNRESET', 'CERT_HAS_EXPIRED', 'ERR_INVALID_URL'),
		)
		.map((code) => network(code)),
	fc.constant(UNREADABLE),
	fc.constant(OVERSIZED),
	fc.boolean().map((sent): Fault => ({ kind: 'aborted', sent, message: '' })),
);
const anyAge = fc.oneof(fc.integer({ min: 0, max: 60_000 }), fc.constant(Infinity));

describe('whatever goes wrong', () => {
	it('a start that may be sent again is a fault that a read outlasts', () => {
		fc.assert(
			fc.property(anyFault, (fault) => {
				if (judgeStart(fault) === 'notStarted') expect(isPassing(fault)).toBe(true);
			}),
		);
	});

	it('a start that was refused for good is a fault that no read outlasts', () => {
		fc.assert(
			fc.property(anyFault, (fault) => {
				if (judgeStart(fault) === 'refused') expect(isPassing(fault)).toBe(false);
			}),
		);
	});

	it('a job’s age makes a fault less passing, never more', () => {
		fc.assert(
			fc.property(anyFault, anyAge, anyAge, (fault, oneMs, otherMs) => {
				const [youngMs, oldMs] = [Math.min(oneMs, otherMs), Math.max(oneMs, otherMs)];
				if (isPassing(fault, oldMs)) expect(isPassing(fault, youngMs)).toBe(true);
			}),
		);
	});

	it('every status of the service’s own trouble passes, whatever its number', () => {
		fc.assert(
			fc.property(fc.integer({ min: 500, max: 599 }), anyAge, (code, ageMs) => {
				expect(isPassing(status(code), ageMs)).toBe(true);
				expect(judgeStart(status(code))).toBe('unclear');
			}),
		);
	});
});

describe('backOffMs', () => {
	it.each([
		[1, 375, 500],
		[2, 750, 1000],
		[3, 1500, 2000],
		[6, 12_000, 16_000],
		[7, 22_500, 30_000],
		[1000, 22_500, 30_000],
	])('after %i faults lies between %i and %i ms', (tries, lowest, highest) => {
		expect(backOffMs(tries, 0)).toBe(lowest);
		expect(backOffMs(tries, 0.999_999)).toBe(highest);
	});

	it('never shrinks while faults go on, and never ends', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 100_000 }),
				fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
				(tries, random) => {
					const delayMs = backOffMs(tries, random);
					expect(delayMs).toBeGreaterThanOrEqual(375);
					expect(backOffMs(tries + 1, random)).toBeGreaterThanOrEqual(delayMs);
				},
			),
		);
	});
});

it.each<[string, Fault, number]>([
	['a refusal that names a pause', { ...status(429), retryAfterMs: 1500 } as Fault, 1500],
	['a refusal that names none', status(429), 0],
	['a fault of the network', { ...network('ECONNRESET'), retryAfterMs: 9 } as Fault, 0],
])('the pause that was asked for: %s', (_, fault, pauseMs) => {
	expect(askedPauseMs(fault)).toBe(pauseMs);
});
