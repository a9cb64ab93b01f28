import type { Distribution, RunResult } from '@sweepstake/aggregate';
import type { Claim } from './claim.ts';
import { unnarrowed } from './network-name.ts';
import { isAmbiguous, matchesSetting } from './setting.ts';
import type { Setting } from './setting.ts';

/**
 * What may be compared: runs of one preset, backend, numerics and width, on the data set of a claim. Of one experiment,
 * too, except at `paper`: experiments differ in what they leave out.
 */
export interface Study {
  readonly claim: Claim;
  readonly preset: string;
  /** By variant and round. */
  readonly runs: ReadonlyMap<string, readonly RunResult[]>;
  readonly distributions: readonly Distribution[];
}

interface Growing extends Study {
  readonly runs: Map<string, RunResult[]>;
  readonly distributions: Distribution[];
}

type Labelled = Pick<
  RunResult,
  'experiment' | 'preset' | 'dataset' | 'backend' | 'numerics' | 'network' | 'setting'
>;

/** The studies that hold anything of a claim's experiments, in order of their names. */
export function studiesOf(
  claim: Claim,
  runs: Iterable<RunResult>,
  distributions: Iterable<Distribution>,
): Study[] {
  const studies = new Map<string, Growing>();
  const studyOf = (of: Labelled) => {
    if (!claim.experiments.includes(of.experiment) || of.dataset !== claim.dataset) return null;
    const { width } = unnarrowed(of.network);
    const experiment = of.preset === 'paper' ? '' : of.experiment;
    const name = [of.preset, experiment, of.backend, of.numerics, width].join('|');
    const study: Growing = studies.get(name) ?? {
      claim,
      preset: of.preset,
      runs: new Map(),
      distributions: [],
    };
    studies.set(name, study);
    return study;
  };
  for (const run of runs) {
    const study = studyOf(run);
    if (study === null) continue;
    const key = keyOf(run.variant, run.round);
    const group = study.runs.get(key);
    if (group === undefined) study.runs.set(key, [run]);
    else group.push(run);
  }
  for (const distribution of distributions) studyOf(distribution)?.distributions.push(distribution);
  return [...studies].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, study]) => study);
}

const keyOf = (variant: string, round: number): string => `${variant} ${round}`;

/** What the claim asks for: a network without its width, and a setting; the claim's own unless stated. */
interface Wanted {
  readonly experiment?: string;
  readonly network?: string;
  readonly setting?: Setting;
}

/**
 * The runs of a variant and round by trial. Where several experiments have them, those of the first that the claim
 * names; where several settings will do, those of the one with the most runs.
 */
export function runsByTrial(
  study: Study,
  of: Wanted & { readonly variant: string; readonly round: number },
): Map<number, RunResult[]> {
  const { experiments } = study.claim;
  const matching = wanted(study, study.runs.get(keyOf(of.variant, of.round)) ?? [], of);
  const byTrial = new Map<number, RunResult[]>();
  for (const experiment of experiments) {
    const here = matching.filter((run) => run.experiment === experiment);
    for (const trial of new Set(here.map((run) => run.trial)))
      if (!byTrial.has(trial))
        byTrial.set(
          trial,
          here.filter((run) => run.trial === trial),
        );
  }
  return byTrial;
}

/** Those of a list that have the network and the setting asked for. */
export function wanted<Item extends Labelled>(
  { claim, preset }: Study,
  items: readonly Item[],
  { experiment, network = claim.network, setting = claim.setting }: Wanted,
): Item[] {
  const bySetting = new Map<string, Item[]>();
  for (const item of items) {
    if (experiment !== undefined && item.experiment !== experiment) continue;
    if (unnarrowed(item.network).network !== network) continue;
    if (!matchesSetting(setting, item.setting, preset)) continue;
    bySetting.set(item.setting, [...(bySetting.get(item.setting) ?? []), item]);
  }
  // Presets scale lengths of warm-up: which of several is the paper's cannot be said.
  if (isAmbiguous(setting, [...bySetting.keys()], preset)) return [];
  const [most] = [...bySetting].toSorted(
    ([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1),
  );
  return most?.[1] ?? [];
}
