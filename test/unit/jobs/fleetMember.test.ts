import { createFleet, type Fleet } from '../../../nodes/AgentsCode/jobs/fleet';
import { FleetMember } from '../../../nodes/AgentsCode/jobs/fleetMember';
import { fleetExpecting, guessAt } from './fleets';

const steady = (endMs: number) => ({ ...guessAt(endMs), isSteady: true });
const aimedAt = (endMs: number) => endMs * 1.01 + 20;

/** Sleeps as the member says, and tells at which ages it asked and when it looked. */
function sleep(
	member: FleetMember,
	firstMs: number,
	fromMs = 0,
	meanwhile?: (ageMs: number) => void,
) {
	const ages = [fromMs + firstMs];
	for (;;) {
		const ageMs = ages[ages.length - 1];
		meanwhile?.(ageMs);
		const respiteMs = member.respiteMs(ageMs);
		if (respiteMs === 0) return { ages, lookAt: ageMs };
		ages.push(ageMs + respiteMs);
	}
}

function sleepFromStart(fleet: Fleet, meanwhile?: (ageMs: number) => void) {
	const member = new FleetMember(fleet);
	return sleep(member, member.firstDelayMs(), 0, meanwhile);
}

describe('a job that relies on others', () => {
	const agreeing = () => fleetExpecting(5000, 5000, 5000, 5000);

	it('sleeps to their end in stretches, each half of what is left', () => {
		const { ages, lookAt } = sleepFromStart(agreeing());
		expect(lookAt).toBeCloseTo(aimedAt(5000));
		const left = ages.map((ageMs) => Math.round(aimedAt(5000) - ageMs));
		expect(left).toEqual([2535, 1268, 634, 317, 0]);
	});

	it.each([
		['later', 5400, aimedAt(5400)],
		['sooner', 4600, aimedAt(4600)],
		['sooner than it is old', 2000, 3803],
	])('follows them when they turn out to end %s', (_, endMs, lookAtMs) => {
		const fleet = agreeing();
		const { lookAt } = sleepFromStart(fleet, (ageMs) => {
			if (ageMs < 3000) return;
			for (const job of [{}, {}]) fleet.check(job, guessAt(endMs));
		});
		expect(lookAt).toBeCloseTo(lookAtMs, -1);
	});

	it('looks for itself at the next stretch when they agree no more', () => {
		const fleet = agreeing();
		const { lookAt } = sleepFromStart(fleet, (ageMs) => {
			if (ageMs > 3000) for (const job of [{}, {}]) fleet.check(job, undefined);
		});
		expect(lookAt).toBeCloseTo(aimedAt(5000) - 1267.5);
	});

	it('sleeps only for what is left when its wait is taken up again', () => {
		const member = new FleetMember(fleetExpecting(62_000, 62_000, 62_000, 62_000));
		const { lookAt } = sleep(member, member.firstDelayMs(60_000), 60_000);
		expect(lookAt).toBeCloseTo(aimedAt(62_000));
	});

	it('looks after 30 s at the latest', () => {
		expect(sleepFromStart(fleetExpecting(2e6, 2e6, 2e6, 2e6)).lookAt).toBeCloseTo(30_000);
	});

	it('does not rely on them any more once it was looked at', () => {
		const member = new FleetMember(agreeing());
		expect(member.firstDelayMs()).toBeGreaterThan(0);
		member.goAlone();
		expect(member.respiteMs(2000)).toBe(0);
	});

	it('is not put off twice by a first look that was settled', () => {
		const fleet = createFleet();
		const member = new FleetMember(fleet);
		expect(member.firstDelayMs()).toBe(895);
		expect(member.respiteMs(895)).toBe(0);
		for (let job = 0; job < 4; job++) fleet.expect({}, guessAt(5000));
		expect(member.respiteMs(900)).toBe(0);
	});
});

describe('a job that was seen once', () => {
	const delayMs = (endMs: number, mostMs = Infinity, ends = [5000, 5000, 5000, 5000]) =>
		new FleetMember(fleetExpecting(...ends)).delayIfLike(1000, endMs, mostMs);

	it.each<[string, number | undefined, number | undefined]>([
		['goes by the others when it is like them', delayMs(4300), (aimedAt(5000) - 1000) / 2],
		['goes alone when it is quicker', delayMs(4200), undefined],
		['goes alone when it is slower', delayMs(5800), undefined],
		['goes alone when they are too few', delayMs(5000, Infinity, [5000, 5000, 5000]), undefined],
		['is looked at as soon as it has to be', delayMs(5000, 500), 500],
		['is not looked at sooner than after a quarter of a second', delayMs(5000, 10), 250],
	])('%s', (_, delay, expected) => {
		if (expected === undefined) expect(delay).toBeUndefined();
		else expect(delay).toBeCloseTo(expected);
	});

	it('is looked at after the longest time it was given, whatever the others agree on', () => {
		const member = new FleetMember(fleetExpecting(5000, 5000, 5000, 5000));
		const firstMs = member.delayIfLike(1000, 5000, 2000) ?? 0;
		expect(sleep(member, firstMs, 1000).lookAt).toBeCloseTo(3000);
	});
});

describe('what a job tells the others', () => {
	const after = (tell: (member: FleetMember) => void) => {
		const fleet = fleetExpecting(5000, 5000, 5000, 5000);
		for (let job = 0; job < 2; job++) tell(new FleetMember(fleet));
		return fleet.agreedEnd();
	};

	it.each<[string, (member: FleetMember) => void, number | undefined]>([
		['a first guess counts as one', (member) => member.tell(steady(9000), false), undefined],
		[
			'a vague one does not',
			(member) => member.tell({ ...guessAt(9000, 1000), isSteady: true }, false),
			5000,
		],
		['a checked one is believed', (member) => member.tell(steady(5100), true), 5100],
		[
			'a pace that has changed ends the agreement',
			(member) => member.tell({ ...guessAt(5000), isSteady: false }, true),
			undefined,
		],
	])('%s', (_, tell, agreedMs) => {
		expect(after(tell)).toBe(agreedMs);
	});
});

describe('a scout', () => {
	it('tells, but relies on nobody', () => {
		const fleet = fleetExpecting(5000, 5000, 5000, 5000);
		const members = Array.from({ length: 16 }, () => new FleetMember(fleet));
		const scout = members[15];
		expect(scout.firstDelayMs()).toBe(895);
		expect(scout.respiteMs(895)).toBe(0);
		expect(scout.delayIfLike(895, 5000, Infinity)).toBeUndefined();
		expect(members[14].firstDelayMs()).toBeGreaterThan(895);
	});
});
