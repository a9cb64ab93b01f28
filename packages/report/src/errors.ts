const failure = (what: string, message: string): Error =>
  Object.assign(new Error(message), { code: `SWEEPSTAKE_REPORT_${what}` });

/** A picture that would run code, or fetch something, where the report is opened. */
export const activeSvg = (figure: string, found: string): Error =>
  failure(
    'ACTIVE_SVG',
    `the picture of ${figure} holds '${found}', which a file that opens from disk may not; draw it again`,
  );

/** A picture that is no SVG. */
export const notSvg = (figure: string): Error =>
  failure('NOT_SVG', `the picture of ${figure} is no SVG with a width and a height; draw it again`);

/** Two parts of the page would have one address. */
export const twice = (what: string, name: string): Error =>
  failure('TWICE', `there are two ${what} named '${name}'; name one of them otherwise`);
