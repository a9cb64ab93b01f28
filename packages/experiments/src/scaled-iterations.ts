import { isPlain } from './parse-config.ts';
import type { Plain } from './parse-config.ts';

/** Keys whose numbers are iterations of the paper's schedules. */
const ITERATIONS = ['iterations', 'schedule.warmup', 'schedule.milestones', 'evaluation.at'];

/** Values with their iterations times a factor, rounded to whole ones, at least 1 where they were. */
export function scaledIterations(values: Plain, factor: number): Plain {
  if (factor === 1) return values;
  const scaled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(scaled);
    if (typeof value !== 'number') return value;
    return value === 0 ? 0 : Math.max(1, Math.round(value * factor));
  };
  const walk = (inner: Plain, prefix: string): Plain =>
    Object.fromEntries(
      Object.entries(inner).map(([key, value]) => {
        const name = `${prefix}${key}`;
        if (ITERATIONS.includes(name)) return [key, scaled(value)];
        return [key, isPlain(value) ? walk(value, `${name}.`) : value];
      }),
    );
  return walk(values, '');
}
