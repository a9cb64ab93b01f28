const HOUR = 3_600_000;

/** A training that ended: when, in milliseconds since 1970, and the seconds that it took. */
export interface Ended {
  readonly at: number;
  readonly seconds: number;
}

/**
 * Trainings an hour over the last hour before `now`, over as long as the longest training took where that is more, or
 * since `first`, when the first began; null where none ended then. Where nothing runs (`now` is null) it is that of the
 * time before the last one ended, and stays as it is.
 */
export function throughputOf(
  ended: readonly Ended[],
  first: number,
  now: number | null,
): number | null {
  const until = now ?? ended.reduce((last, { at }) => Math.max(last, at), -Infinity);
  const longest = ended.reduce((most, { seconds }) => Math.max(most, 1000 * seconds), 0);
  const span = Math.min(until - first, Math.max(HOUR, longest));
  const recent = ended.filter(({ at }) => until - at < span).length;
  return recent > 0 && span > 0 ? (recent * HOUR) / span : null;
}
