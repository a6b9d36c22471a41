/** `digits` × 10^-`scale`; the scale of a large whole number is negative. */
interface Decimal {
	digits: bigint;
	scale: number;
}

/** A number as a person would write it: 0.1 is one tenth, not its nearest binary fraction. */
function decimalOf(value: number): Decimal {
	const [mantissa, exponent = '0'] = String(value).split('e');
	const [whole, fraction = ''] = mantissa.split('.');
	return { digits: BigInt(whole + fraction), scale: fraction.length - Number(exponent) };
}

/**
 * A sum of decimal numbers that does not drift: ten times 0.1 is 1, in any order, however many
 * numbers there are.
 */
export class ExactSum {
	private sum: Decimal = { digits: 0n, scale: 0 };

	/** @param value a finite number */
	add(value: number): void {
		const { digits, scale } = decimalOf(value);
		const common = Math.max(scale, this.sum.scale);
		const scaled = (each: Decimal) => each.digits * 10n ** BigInt(common - each.scale);
		this.sum = { digits: scaled(this.sum) + scaled({ digits, scale }), scale: common };
	}

	/** The number nearest to the sum. */
	toNumber(): number {
		return Number(`${this.sum.digits}e-${this.sum.scale}`);
	}
}
