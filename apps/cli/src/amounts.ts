/** `0.03 core-hours`, `12 core-hours`. */
export const hours = (seconds: number): string => `${coreHours(seconds)} core-hours`;

/** Core-hours with one digit below 1, else two; `0` for nothing. */
export const coreHours = (seconds: number): string => {
  const value = seconds / 3600;
  return String(Number(value.toPrecision(value < 1 ? 1 : 2)));
};

/** Two digits: `0.36 MB`, `120 MB`, `1.4 GB`. */
export const megabytes = (bytes: number): string =>
  bytes >= 0.995e9
    ? `${Number((bytes / 1e9).toPrecision(2))} GB`
    : `${Number((bytes / 1e6).toPrecision(2))} MB`;
