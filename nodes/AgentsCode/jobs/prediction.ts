/** What one look saw of a job: how old it was, and how far it had come by its own account. */
export interface Sample {
	ageMs: number;
	/** 0–100 */
	percent: number;
}

/** When a job should end, as an age in milliseconds, and how far off that may be. */
export interface Guess {
	endMs: number;
	/** Before this age the job can hardly end, if it goes on as it does. */
	earliestMs: number;
	/** By this age it should have ended, if it goes on as it does. */
	latestMs: number;
}

export interface Prediction extends Guess {
	/** False once the job was seen to work faster or slower than it had since its start. */
	isSteady: boolean;
}

interface Span {
	earliestMs: number;
	latestMs: number;
}

const START: Sample = { ageMs: 0, percent: 0 };

/** Whole numbers were rounded or cut by the service; anything finer is taken as it stands. */
function isWhole({ percent }: Sample): boolean {
	return Number.isInteger(percent);
}

/** A whole number stands for half a percent more where it was cut, for none where it was rounded. */
function likelyPercent(sample: Sample): number {
	return isWhole(sample) && sample.percent > 0 ? sample.percent + 0.25 : sample.percent;
}

function endAtPaceBetween(from: Sample, to: Sample): number {
	const percent = likelyPercent(to);
	const percentPerMs = (percent - likelyPercent(from)) / (to.ageMs - from.ageMs);
	return to.ageMs + (100 - percent) / percentPerMs;
}

/** The ends that a steady pace between two samples allows, given what rounding may have hidden. */
function endsBetween(from: Sample, to: Sample): Span {
	const slack = isWhole(from) || isWhole(to) ? 1 : 0;
	const passedMs = to.ageMs - from.ageMs;
	const rise = to.percent - from.percent;
	const slowest = (rise - slack) / passedMs;
	const fastest = (rise + slack) / passedMs;
	return {
		earliestMs: to.ageMs + Math.max(0, 100 - to.percent - slack) / fastest,
		latestMs: slowest > 0 ? to.ageMs + (100 - to.percent + slack) / slowest : Infinity,
	};
}

/** The ends that one sample allows a job which has worked steadily since its start, if percents are cut. */
function endsSinceStart(sample: Sample): Span {
	const atMostPercent = isWhole(sample) ? sample.percent + 1 : sample.percent;
	return {
		earliestMs: (sample.ageMs * 100) / atMostPercent,
		latestMs: (sample.ageMs * 100) / sample.percent,
	};
}

/** What all samples allow together, from the latest one back, as long as they agree. */
function endsOnWhichAgree(samples: readonly Sample[]): Span {
	return samples.map(endsSinceStart).reduceRight((agreed, allowed) => {
		const earliestMs = Math.max(agreed.earliestMs, allowed.earliestMs);
		const latestMs = Math.min(agreed.latestMs, allowed.latestMs);
		return earliestMs <= latestMs ? { earliestMs, latestMs } : agreed;
	});
}

/**
 * Predicts a job's end from progress that has moved.
 *
 * A job that works steadily from its start is predicted best by the line from its start; each sample
 * of a whole percent leaves a span of ends open, and all of them together a narrow one. A job that
 * was queued first, or changes its pace, betrays itself: that line then leaves the span which the
 * last two samples allow, and their own pace is believed instead.
 *
 * @param samples the oldest first, with rising ages and rising percentages, the last above 0
 */
export function predictEnd(samples: readonly Sample[]): Prediction {
	const latest = samples[samples.length - 1];
	const earlier = samples[samples.length - 2];
	const sinceStart = endAtPaceBetween(START, latest);
	const between = earlier && endsBetween(earlier, latest);
	if (!between || (sinceStart >= between.earliestMs && sinceStart <= between.latestMs)) {
		const agreed = endsOnWhichAgree(samples);
		const endMs = Math.min(Math.max(sinceStart, agreed.earliestMs), agreed.latestMs);
		return { endMs, ...agreed, isSteady: true };
	}
	return {
		endMs: endAtPaceBetween(earlier, latest),
		earliestMs: Math.min(between.earliestMs, sinceStart),
		latestMs: Math.max(between.latestMs, sinceStart),
		isSteady: false,
	};
}

/** The same prediction, for ages that count from so much earlier on. */
export function later(prediction: Prediction, byMs: number): Prediction {
	const { endMs, earliestMs, latestMs, isSteady } = prediction;
	return {
		endMs: endMs + byMs,
		earliestMs: earliestMs + byMs,
		latestMs: latestMs + byMs,
		isSteady,
	};
}
