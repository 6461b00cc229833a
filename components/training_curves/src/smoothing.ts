/** Smoothing: each value drawn towards those before it. */

/**
 * The exponential moving average, corrected for its beginning at nothing, as TensorBoard has it.
 *
 * @param y The values.
 * @param weight Of what was before, from 0 (none: the values as they are) to below 1.
 */
export function smoothed(y: Float64Array, weight: number): Float64Array {
  if (weight <= 0) return y;
  const result = new Float64Array(y.length);
  let sum = 0;
  let mass = 0;
  for (let index = 0; index < y.length; index += 1) {
    sum = sum * weight + (y[index] ?? 0) * (1 - weight);
    mass = mass * weight + (1 - weight);
    result[index] = sum / mass;
  }
  return result;
}
