import { badOption, badText } from './errors.ts';

/** Options that the script writes itself, and the flag of ours that sets each. */
const OURS: Readonly<Record<string, string>> = {
  array: 'the number of shards decides it',
  a: 'the number of shards decides it',
  signal: 'use --notice',
  time: 'use --time',
  t: 'use --time',
  'cpus-per-task': 'use --cpus',
  c: 'use --cpus',
  mem: 'use --mem',
  partition: 'use --partition',
  p: 'use --partition',
  output: 'logs lie beside the script',
  o: 'logs lie beside the script',
  'open-mode': 'logs are continued after a requeue',
  requeue: 'the script queues itself again',
  'no-requeue': 'the script queues itself again',
  wrap: 'there is a script already',
};

/**
 * A line `#SBATCH --name=value`. sbatch splits such lines at blanks, takes what stands behind # for a comment, and
 * reads double quotes with backslashes inside; a backslash alone does not keep a blank. Throws for control
 * characters, which no line can hold.
 */
export function sbatchOption(name: string, value?: string): string {
  if (value === undefined) return `#SBATCH --${name}`;
  checkLine(`sbatch option --${name}`, value);
  return `#SBATCH --${name}=${quoted(value)}`;
}

/**
 * A line for an option as somebody typed it, `--account=x` or `-A x`. Throws where it is no option, or one that the
 * script writes itself.
 */
export function passedOption(option: string): string {
  checkLine('sbatch option', option);
  const match = /^(?:--([A-Za-z][A-Za-z0-9-]*)(?:[= ](.*))?|-([A-Za-z])(?:[= ]?(.+))?)$/.exec(
    option,
  );
  if (match === null) throw badOption(option, 'give one option, as in --account=physics');
  const [, long, longValue, short, shortValue] = match;
  const name = (long ?? short)!;
  const taken = Object.hasOwn(OURS, name) ? OURS[name] : undefined;
  if (taken !== undefined) throw badOption(option, taken);
  if (long !== undefined) return sbatchOption(long, longValue);
  return shortValue === undefined ? `#SBATCH -${short}` : `#SBATCH -${short} ${quoted(shortValue)}`;
}

/** A file name with blanks and the like for --output: % is doubled, and `pattern` (as in %A) is put behind it. */
export function logFile(folder: string, pattern: string): string {
  if (folder.includes('\\'))
    throw badText('folder of logs', folder, 'has a backslash, which Slurm takes out');
  return `${folder.replaceAll('%', '%%')}/${pattern}`;
}

function checkLine(what: string, text: string): void {
  if (/\p{Cc}/u.test(text)) throw badText(what, text, 'has a control character');
}

const quoted = (value: string): string =>
  /[\s"'\\#]/.test(value) ? `"${value.replaceAll(/["\\]/g, (char) => `\\${char}`)}"` : value;
