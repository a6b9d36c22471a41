import { HOUR, jobIds, MINUTE, Stage } from './triggerStage';

const stage = new Stage();

describe('polls that are further apart than the look-back', () => {
	it('every six hours: a job that ended five hours before the first scheduled poll', async () => {
		stage.emulator.seedHistory(30);
		const life = stage.trigger();
		stage.startAndFinish();
		await life.activate();
		stage.advance(HOUR);
		const jobs = stage.startAndFinish();
		stage.advance(5 * HOUR);
		expect(jobIds(await life.poll())).toEqual(jobs);
	});

	it('on weekdays only: a job that ended on Saturday', async () => {
		const life = stage.trigger();
		await life.activate();
		for (let day = 0; day < 3; day++) {
			stage.advance(24 * HOUR);
			const jobs = stage.startAndFinish();
			expect(jobIds(await life.poll())).toEqual(jobs);
		}
		stage.advance(24 * HOUR);
		const jobs = stage.startAndFinish();
		stage.advance(48 * HOUR);
		expect(jobIds(await life.poll())).toEqual(jobs);
	});

	it('every minute, but the machine slept for five hours', async () => {
		stage.emulator.seedHistory(30);
		const life = stage.trigger();
		stage.startAndFinish();
		await life.activate();
		await stage.polls(life, 5);
		const jobs = stage.startAndFinish();
		stage.advance(5 * HOUR);
		expect(jobIds(await life.poll())).toEqual(jobs);
	});
});

it('leadership comes back to a main that had it before, while the service is down', async () => {
	const life = stage.trigger();
	await life.activate();
	await stage.polls(life, 2);
	life.deactivate(); // another main leads
	stage.advance(HOUR);
	const down = stage.emulator.fault({ kind: 'status', status: 503, times: Infinity });
	expect(await life.activate('leadershipChange')).toEqual([]);
	down.remove();
	const jobs = stage.startAndFinish();
	stage.advance(MINUTE);
	expect(jobIds(await life.poll())).toEqual(jobs);
});
