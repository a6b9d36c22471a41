/** What one look saw of a job: how old it was, and how far it had come by its own account. */
export interface Sample {
	ageMs: number;
	/** 0–100 */
	percent: number;
}

/** When a job should end, as an age in milliseconds, and how far off that may be. */
export interface Prediction {
	endMs: number;
	/** Before this age the job can hardly end, if it goes on as it does. */
	earliestMs: number;
	uncertaintyMs: number;
	/** False once the job was seen to work faster or slower than it had since its start. */
	isSteady: boolean;
}

interface Span {
	earliestMs: number;
	latestMs: number;
}

const START: Sample = { ageMs: 0, percent: 0 };

/** Whole numbers were rounded or cut by the service; anything finer is taken as it stands. */
function slackOf(...samples: Sample[]): number {
	return samples.some(({ percent }) => Number.isInteger(percent)) ? 1 : 0;
}

/** A whole number stands for half a percent more where it was cut, for none where it was rounded. */
function likelyPercent({ percent }: Sample): number {
	return Number.isInteger(percent) && percent > 0 ? percent + 0.25 : percent;
}

function endAtPaceBetween(from: Sample, to: Sample): number {
	const percent = likelyPercent(to);
	const percentPerMs = (percent - likelyPercent(from)) / (to.ageMs - from.ageMs);
	return to.ageMs + (100 - percent) / percentPerMs;
}

/** The ends that a steady pace between two samples allows, given what rounding may have hidden. */
function endsBetween(from: Sample, to: Sample): Span {
	const slack = slackOf(to, from);
	const passedMs = to.ageMs - from.ageMs;
	const rise = to.percent - from.percent;
	const slowest = (rise - slack) / passedMs;
	const fastest = (rise + slack) / passedMs;
	return {
		earliestMs: to.ageMs + Math.max(0, 100 - to.percent - slack) / fastest,
		latestMs: slowest > 0 ? to.ageMs + (100 - to.percent + slack) / slowest : Infinity,
	};
}

/**
 * Predicts a job's end from progress that has moved.
 *
 * A job that works steadily from its start is predicted best by the longest line there is, from its
 * start to the latest sample. A job that was queued first, or changes its pace, betrays itself: that
 * line then leaves the span which the last two samples allow, and their own pace is believed instead.
 *
 * @param latest the newest sample, with more than 0 %
 * @param earlier the sample before it, with a lower percentage and a lower age
 */
export function predictEnd(latest: Sample, earlier?: Sample): Prediction {
	const sinceStart = endAtPaceBetween(START, latest);
	const allowedByStart = endsBetween(START, latest);
	if (!earlier) return { endMs: sinceStart, ...extentOf(allowedByStart), isSteady: true };

	const allowed = endsBetween(earlier, latest);
	if (sinceStart >= allowed.earliestMs && sinceStart <= allowed.latestMs) {
		const agreed = overlapOf(allowed, allowedByStart);
		return { endMs: sinceStart, ...extentOf(agreed), isSteady: true };
	}
	const open = {
		earliestMs: Math.min(allowed.earliestMs, sinceStart),
		latestMs: Math.max(allowed.latestMs, sinceStart),
	};
	return { endMs: endAtPaceBetween(earlier, latest), ...extentOf(open), isSteady: false };
}

function extentOf({ earliestMs, latestMs }: Span) {
	return { earliestMs, uncertaintyMs: latestMs - earliestMs };
}

function overlapOf(one: Span, other: Span): Span {
	return {
		earliestMs: Math.max(one.earliestMs, other.earliestMs),
		latestMs: Math.min(one.latestMs, other.latestMs),
	};
}
