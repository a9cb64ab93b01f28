/** ln 2 cut to 32 bits, so that a product with an exponent is exact. */
export const LN2_HIGH = 0.6931471803691238;
/** The rest of ln 2. */
export const LN2_LOW = 1.9082149292705877e-10;
