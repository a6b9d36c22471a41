import fc from 'fast-check';
import { cleanText, messageIn, withoutKeys } from '../../../nodes/AgentsCode/api/text';

const ESC = String.fromCharCode(27);
const NUL = String.fromCharCode(0);

describe('cleanText', () => {
	it.each([
		['plain words stay', 'Agent not found', 'Agent not found'],
		['markup goes', '<b>Agent</b> <i>not</i> found', 'Agent not found'],
		[
			'a page leaves its visible words only',
			'<html><head><title>502</title><style>b{}</style><script>alert(1)</script></head><body><h1>Bad gateway</h1></body></html>',
			'Bad gateway',
		],
		['a comment goes, with the markup inside', 'a <!-- <b> > c --> d', 'a d'],
		['a tag that never ends goes', 'Sorry <img src=x onerror="alert(1)', 'Sorry'],
		['a script that never ends goes', 'Sorry <script>alert(1)', 'Sorry'],
		['words that only markup parts stay apart', 'a<br>b<!-- -->c<script>x</script>d', 'a b c d'],
		['a tag inside a tag leaves none behind', '<scr<b>ipt>alert(1)', 'scr ipt>alert(1)'],
		['only the beginning of megabytes is read', `${' '.repeat(20_000)}a`, ''],
		['a comparison is no markup', 'needs 3 < 5 and 7 > 6', 'needs 3 < 5 and 7 > 6'],
		['an arrow is no markup', 'a <- b -> c', 'a <- b -> c'],
		['control characters become spaces', `a${NUL}b${ESC}[31mc`, 'a b [31mc'],
		['line breaks and tabs become single spaces', 'a\r\n\t b\n\nc', 'a b c'],
		['marks that turn the reading direction go', 'gpj.\u202eexe\u2066', 'gpj.exe'],
		['spaces around go', '  a  ', 'a'],
		['nothing stays nothing', '', ''],
		['other scripts stay', 'Größe ≥ 5 – 日本語 👩‍🚀', 'Größe ≥ 5 – 日本語 👩‍🚀'],
	])('%s', (_, text, clean) => {
		expect(cleanText(text)).toBe(clean);
	});

	it.each([
		['once', 'Key sk-123 is wrong', 'Key [hidden] is wrong'],
		['every time', 'sk-123 sk-123', '[hidden] [hidden]'],
		['inside a header', 'Authorization: Bearer sk-123;', 'Authorization: Bearer [hidden];'],
		['with a mark without width in its middle', 'sk-\u200e123', '[hidden]'],
		['at the place where long text is cut', `${'x'.repeat(19_997)}sk-123`, `${'x'.repeat(499)}…`],
	])('hides the key: %s', (_, text, clean) => {
		expect(cleanText(text, ['sk-123'])).toBe(clean);
	});

	it('hides a key that was typed with spaces around it', () => {
		expect(cleanText('Key sk-123 is wrong', [' sk-123\n'])).toBe('Key [hidden] is wrong');
	});

	it.each([[['']], [['   ']], [[]]])('is not troubled by secrets such as %j', (secrets) => {
		expect(cleanText('a b', secrets)).toBe('a b');
	});

	it('keeps 500 characters', () => {
		expect(cleanText('x'.repeat(500))).toBe('x'.repeat(500));
		expect(cleanText('x'.repeat(501))).toBe(`${'x'.repeat(499)}…`);
	});

	it('never cuts through a character that takes two places', () => {
		expect(cleanText('😀'.repeat(400))).toMatch(/^(😀)+…$/u);
	});

	it.each(['<', '<a ', '<script>', '<!--', '</', ' '])(
		'is done with megabytes of %j',
		(pattern) => {
			const text = pattern.repeat(2_000_000 / pattern.length);
			expect(cleanText(text).length).toBeLessThanOrEqual(500);
		},
	);

	it('holds its promises for any text and key', () => {
		const piece = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.constantFrom('<', '>', '</', '<script>', '<!--', '-->', 'sk-k3y', '\u0000', '😀'),
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => {
				const clean = cleanText(pieces.join(''), ['sk-k3y']);
				expect(clean.length).toBeLessThanOrEqual(500);
				expect(clean).not.toContain('sk-k3y');
				expect(clean).not.toMatch(/\p{Cc}|<script/u);
				expect(clean).toBe(clean.trim());
			}),
		);
	});
});

describe('messageIn', () => {
	it.each<[unknown, string]>([
		[{ error: 'a' }, 'a'],
		[{ message: 'a' }, 'a'],
		[{ error: { message: 'a' } }, 'a'],
		[{ error: 'a', message: 'b' }, 'a'],
		[{ error: '', message: 'b' }, 'b'],
		[{ error: true, message: 'b' }, 'b'],
		[{ error: {}, message: 'b' }, 'b'],
		[{ error: { message: '' }, message: 'b' }, 'b'],
		[{ error: null, message: 'b' }, 'b'],
		['a', 'a'],
		['', ''],
		[{}, ''],
		[{ message: { text: 'a' } }, ''],
		[[{ error: 'a' }], ''],
		[null, ''],
		[undefined, ''],
		[7, ''],
	])('%j → %j', (body, message) => {
		expect(messageIn(body)).toBe(message);
	});
});

describe('withoutKeys', () => {
	const KEY = ['made', 'up', '12345678'].join('-');

	it.each<[string, string, unknown, unknown]>([
		['a value', KEY, { a: KEY }, { a: '[hidden]' }],
		['part of a value', KEY, { a: `Bearer ${KEY}!` }, { a: 'Bearer [hidden]!' }],
		['a name', KEY, { [KEY]: 1 }, { '[hidden]': 1 }],
		['every place', KEY, [KEY, { a: [KEY] }], ['[hidden]', { a: ['[hidden]'] }]],
		['a key with quotes', 'sk-"quoted"\\-key', { a: 'sk-"quoted"\\-key' }, { a: '[hidden]' }],
		['a key with spaces around it', ` ${KEY}\n`, { a: KEY }, { a: '[hidden]' }],
		['no short word', 'status', { status: 'a status' }, { status: 'a status' }],
		['no empty key', '  ', { a: '  ' }, { a: '  ' }],
	])('hides %s', (_, key, body, clean) => {
		expect(JSON.parse(withoutKeys(JSON.stringify(body), [key]))).toEqual(clean);
	});
});
