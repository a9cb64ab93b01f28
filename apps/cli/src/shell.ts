/** How this program is called: through npx inside the repository. */
export const COMMAND = process.env['npm_execpath'] === undefined ? 'sweepstake' : 'npx sweepstake';

/** Arguments as one would type them. */
export const typed = (args: readonly string[]): string =>
  args
    .map((arg) =>
      /^[A-Za-z0-9_./:=,@%+-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`,
    )
    .join(' ');

/** Prints a line for people. */
export const say = (text = ''): void => void process.stdout.write(`${text}\n`);

/** Prints a line beside the results. */
export const remark = (text: string): void => void process.stderr.write(`${text}\n`);

/** Prints a value for programs. */
export const sayJson = (value: unknown): void => say(JSON.stringify(value, null, 2));
