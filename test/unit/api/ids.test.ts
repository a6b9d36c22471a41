import fc from 'fast-check';
import { idComplaint } from '../../../nodes/AgentsCode/api/ids';

const control = (code: number) => String.fromCharCode(code);

describe('an ID that can stand in a path', () => {
	it.each([
		'event-scheduler',
		'agent_123456',
		'ba77c0de-0000-4000-8000-000000000000',
		'a',
		'7',
		'...',
		'.hidden',
		'a..b',
		'with space',
		'50%',
		'%2e%2e',
		'a?b=c',
		'a#b',
		'a&b;c=d',
		'größe',
		'日本語',
		'👩‍🚀',
		'x'.repeat(500),
	])('is accepted: %j', (id) => {
		expect(idComplaint(id, 'Agent')).toBeUndefined();
	});

	it.each([
		['', /^The Agent ID is empty$/],
		['.', /"\." can't be the ID of an agent/],
		['..', /"\.\." can't be the ID of an agent/],
		['../x', /"\.\.\/x" can't be the ID of an agent/],
		['x/../y', /can't be the ID/],
		['/', /can't be the ID/],
		['a/b', /can't be the ID/],
		['a\\b', /can't be the ID/],
		['..\\x', /can't be the ID/],
		[`a${control(0)}b`, /^"a\?b" can't be the ID/],
		[`a${control(10)}b`, /^"a\?b" can't be the ID/],
		[`a${control(127)}b`, /^"a\?b" can't be the ID/],
		[`a${control(0x85)}b`, /^"a\?b" can't be the ID/],
		[`a${control(0xd800)}b`, /can't be the ID/],
		['x'.repeat(501), /^The Agent ID is longer than 500 characters$/],
		['x'.repeat(10_000), /^The Agent ID is longer than 500 characters$/],
	])('is refused, in words: %j', (id, complaint) => {
		expect(idComplaint(id, 'Agent')).toMatch(complaint);
	});

	it('names what the ID was meant for', () => {
		expect(idComplaint('', 'Job')).toBe('The Job ID is empty');
		expect(idComplaint('a/b', 'Job')).toContain('the ID of a job');
	});

	it('is one segment of the path, whatever it is, once accepted', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', minLength: 1 }), (id) => {
				if (idComplaint(id, 'Agent') !== undefined) return;
				const { pathname } = new URL(`http://host/v1/agents/${encodeURIComponent(id)}`);
				expect(pathname.split('/')).toHaveLength(4);
				expect(decodeURIComponent(pathname.split('/')[3])).toBe(id);
			}),
			{ examples: [['.'], ['..'], ['\ud800'], ['%2e%2e']] },
		);
	});
});
