/** A straight line through points, by least squares. */
export interface Line {
	/** Change of y for each unit of x. */
	slope: number;
	/** Half the width of the slope's 95 % interval; Infinity for fewer than three points. */
	uncertainty: number;
	/** The line's own values at the first and the last point. */
	first: number;
	last: number;
}

/** Of a normal distribution; for the dozens of points of a run the t-distribution says nearly the same. */
const NORMAL_95 = 1.96;

/** @param points at least one, in order of x */
export function fitLine(points: ReadonlyArray<{ x: number; y: number }>): Line {
	const count = points.length;
	const meanX = points.reduce((sum, { x }) => sum + x, 0) / count;
	const meanY = points.reduce((sum, { y }) => sum + y, 0) / count;
	const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
	const common = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0);
	const slope = spread === 0 ? 0 : common / spread;
	const at = (x: number) => meanY + slope * (x - meanX);
	const residual = points.reduce((sum, { x, y }) => sum + (y - at(x)) ** 2, 0);
	const isLoose = count < 3 || spread === 0;
	const uncertainty = isLoose ? Infinity : NORMAL_95 * Math.sqrt(residual / (count - 2) / spread);
	return { slope, uncertainty, first: at(points[0].x), last: at(points[count - 1].x) };
}
