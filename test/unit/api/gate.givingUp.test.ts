import { success, type Result } from '../../../nodes/AgentsCode/api/result';
import { refusal } from '../../support/refusingService';
import { VirtualClock } from '../../support/virtualClock';
import { answered, NO_DEADLINE, openGate } from './openGate';

describe('the deadline', () => {
	it('is told at once when the service asks for more time than there is', async () => {
		const clock = new VirtualClock();
		let sent = 0;
		const answer = openGate(clock).pass(async () => {
			sent++;
			return refusal(60_000);
		}, 10_000);
		const fault = { httpStatus: 429, retryAfterMs: 60_000 };
		expect(await clock.run(answer)).toMatchObject({ ok: false, fault });
		expect([sent, clock.now()]).toEqual([1, 0]);
	});

	it('that others have to wait beyond is told with the time that is left', async () => {
		const clock = new VirtualClock();
		const gate = openGate(clock);
		const patient = gate.pass(
			async () => (clock.now() === 0 ? refusal(60_000) : success('fine')),
			NO_DEADLINE,
		);
		const answers: Array<Result<string>> = [];
		clock.after(20_000, () => {
			void gate.pass(async () => success('early'), 50_000).then((answer) => answers.push(answer));
		});
		expect(await clock.run(patient)).toEqual(answered('fine'));
		expect(answers).toMatchObject([
			{ ok: false, fault: { httpStatus: 429, retryAfterMs: 40_000 } },
		]);
	});

	it('ends the wait for a service that refuses for ever', async () => {
		const clock = new VirtualClock();
		const answer = openGate(clock).pass(async () => refusal(), 120_000);
		expect(await clock.run(answer)).toMatchObject({ ok: false, fault: { httpStatus: 429 } });
		expect(clock.now()).toBeLessThanOrEqual(120_000);
	});

	it('lets a request through that comes at its very deadline', async () => {
		const clock = new VirtualClock(500);
		expect(await clock.run(openGate(clock).pass(async () => success(1), 500))).toEqual(answered(1));
	});

	it('of one request does not wait for others with more time', async () => {
		const clock = new VirtualClock();
		const gate = openGate(clock, 2);
		let sent = 0;
		const send = async () => {
			await clock.sleep(1);
			return ++sent <= 2 ? refusal(60_000) : success('fine');
		};
		const endedAt: Record<string, number> = {};
		const pass = async (name: string, deadlineAt: number) => {
			const answer = await gate.pass(send, deadlineAt);
			endedAt[name] = clock.now();
			return answer.ok;
		};
		const all = Promise.all([
			pass('patient', 600_000),
			pass('patient too', 600_000),
			pass('in line', 20_000),
			clock.sleep(5000).then(async () => await pass('late comer', 20_000)),
		]);
		expect(await clock.run(all)).toEqual([true, true, false, false]);
		expect(endedAt['in line']).toBeLessThanOrEqual(20_000);
		expect(endedAt['late comer']).toBeLessThanOrEqual(20_000);
	});
});

describe('an abort', () => {
	const ABORTED = { ok: false, fault: { kind: 'aborted', sent: false } };

	it('before: nothing is sent', async () => {
		const clock = new VirtualClock();
		clock.abort();
		let sent = 0;
		const answer = openGate(clock).pass(async () => success(++sent), NO_DEADLINE);
		expect(await clock.run(answer)).toMatchObject(ABORTED);
		expect(sent).toBe(0);
	});

	it('ends all who wait for a turn at once, with nothing more sent', async () => {
		const clock = new VirtualClock();
		const gate = openGate(clock, 4);
		let sent = 0;
		const send = async () => {
			sent++;
			return refusal(60_000);
		};
		const all = Array.from({ length: 20 }, async () => await gate.pass(send, NO_DEADLINE));
		let sentBefore = 0;
		clock.after(1000, () => {
			sentBefore = sent;
			clock.abort();
		});
		const answers = await clock.run(Promise.all(all));
		expect(clock.now()).toBe(1000);
		expect(sent).toBe(sentBefore);
		for (const answer of answers) expect(answer).toMatchObject(ABORTED);
	});

	it('leaves the answer of a request that is under way as it is', async () => {
		const clock = new VirtualClock();
		const answer = openGate(clock).pass(async () => {
			clock.abort();
			return success('paid');
		}, NO_DEADLINE);
		expect(await clock.run(answer)).toEqual(answered('paid'));
	});
});
