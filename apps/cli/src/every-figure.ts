import { PRESET_NAMES } from '@sweepstake/experiments';
import { ALL, allFigures } from './all-figures.ts';
import { findRuns } from './choose-run.ts';
import { describeError } from './describe-error.ts';
import { counted } from './duration.ts';
import { EXIT } from './exit-status.ts';
import type { ChooseFlags } from './gather.ts';
import { cannotBoth } from './errors.ts';
import { RESULTS, readPublished } from './published.ts';
import { publishedPresets } from './published-stages.ts';
import { remark } from './shell.ts';

/**
 * Does the same for every figure of the paper, in the preset that is named, or else in every one of which anything is
 * finished. One that fails stops no other, and one of which nothing is finished is no failure; answers the worst exit
 * status.
 */
export async function forEveryFigure(
  flags: ChooseFlags & { readonly preset?: string },
  work: (experiment: string, preset: string) => Promise<number | void>,
): Promise<number> {
  if (flags.runs !== undefined) throw cannotBoth(ALL, '--runs');
  const names = allFigures(flags.preset);
  const presetsOf = flags.preset === undefined ? presetsFound(flags) : () => [flags.preset!];
  const failed: string[] = [];
  const absent: string[] = [];
  let status: number = EXIT.done;
  let tried = 0;
  for (const name of names)
    for (const preset of presetsOf(name)) {
      tried++;
      try {
        const ended = (await work(name, preset)) ?? EXIT.done;
        if (ended === EXIT.requeue) return ended;
        if (ended !== EXIT.done) failed.push(name);
        status = Math.max(status, ended);
      } catch (error) {
        if ((error as { code?: string }).code === 'SWEEPSTAKE_CLI_NOTHING_RUN') {
          absent.push(name);
          continue;
        }
        const described = describeError(error);
        remark(`${name}: ${described.text}`);
        failed.push(name);
        status = Math.max(status, described.status);
      }
    }
  const list = (why: string, some: readonly string[]): string =>
    some.length === 0 ? '' : `; ${why}: ${[...new Set(some)].join(', ')}`;
  const done = tried - failed.length - absent.length;
  remark(
    `${done} of ${counted(tried, 'figure')} done${list('failed', failed)}${list('nothing finished', absent)}`,
  );
  return status;
}

/** The presets of which a run or a published training is there, from least to most. */
function presetsFound({ results = RESULTS }: ChooseFlags): (experiment: string) => string[] {
  const onDisk = Map.groupBy(findRuns(undefined), ({ config }) => config.experiment);
  return (experiment) => {
    const found = new Set<string>([
      ...(onDisk.get(experiment) ?? []).map(({ config }) => config.preset),
      ...publishedPresets(results, experiment, readPublished(results, experiment))
        .filter(({ isDrawable }) => isDrawable)
        .map(({ preset }) => preset),
    ]);
    return PRESET_NAMES.filter((name) => found.has(name));
  };
}
