import { HOUR, jobIds, MINUTE, Stage } from './triggerStage';

const stage = new Stage();

describe('pauses', () => {
	/** Activates, then switches off; jobs end at the given ages before the trigger is switched on again. */
	async function pause(pauseMs: number, endedAgoMs: number[]) {
		stage.emulator.seedHistory(30);
		const life = stage.trigger();
		stage.startAndFinish();
		await life.activate();
		stage.advance(5 * MINUTE);
		await life.poll();
		life.deactivate();
		const jobs: string[] = [];
		let leftMs = pauseMs;
		for (const agoMs of endedAgoMs) {
			stage.advance(leftMs - agoMs);
			jobs.push(...stage.startAndFinish());
			leftMs = agoMs - 1000;
		}
		stage.advance(leftMs);
		return { life, jobs };
	}

	it('fires what ended in a pause shorter than the look-back', async () => {
		const { life, jobs } = await pause(50 * MINUTE, [40 * MINUTE, 10 * MINUTE]);
		expect(jobIds(await life.activate())).toEqual(jobs);
		expect(await stage.polls(life, 20)).toEqual([]);
	});

	it('fires only what ended within the look-back after a longer pause', async () => {
		const { life, jobs } = await pause(5 * HOUR, [4 * HOUR, 2 * HOUR, 30 * MINUTE]);
		expect(jobIds(await life.activate())).toEqual([jobs[2]]);
		expect(await stage.polls(life, 30)).toEqual([]);
	});

	it('fires what the next poll would have found, though polls are rarer than the look-back is long', async () => {
		const life = stage.trigger();
		await life.activate();
		for (let poll = 0; poll < 3; poll++) {
			stage.advance(6 * HOUR);
			const [job] = stage.startAndFinish();
			expect(jobIds(await life.poll())).toEqual([job]);
		}
		const jobs = stage.startAndFinish();
		stage.advance(4 * HOUR);
		jobs.push(...stage.startAndFinish());
		life.deactivate();
		stage.advance(MINUTE);
		expect(jobIds(await life.activate())).toEqual(jobs);
	});

	it('does not take an edit of the workflow for a pause', async () => {
		const { life, jobs } = await pause(5 * HOUR, [4 * HOUR, 30 * MINUTE]);
		expect(jobIds(await life.activate('update'))).toEqual(jobs);
	});

	it('fires all that ended while n8n itself was down, however long', async () => {
		const { life, jobs } = await pause(5 * HOUR, [4 * HOUR, 2 * HOUR, 30 * MINUTE]);
		expect(jobIds(await life.restart())).toEqual(jobs);
		expect(await stage.polls(life, 30)).toEqual([]);
	});

	it('fires all that ended while the service could not be reached, however long', async () => {
		const life = stage.trigger();
		await life.activate();
		await stage.polls(life, 2);
		const jobs = stage.startAndFinish();
		const fault = stage.emulator.fault({ kind: 'status', status: 401, times: Infinity });
		for (let poll = 0; poll < 4; poll++) {
			stage.advance(HOUR);
			await expect(life.poll()).rejects.toThrow();
		}
		fault.remove();
		jobs.push(...stage.startAndFinish());
		expect(await stage.polls(life, 1)).toEqual(jobs);
	});
});
