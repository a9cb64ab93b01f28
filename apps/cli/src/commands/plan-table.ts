import { experimentNames, figureByName } from '@sweepstake/experiments';
import type { Plan } from '@sweepstake/experiments';
import { ALL, allFigures, presetsOfAll } from '../all-figures.ts';
import { coreHours, megabytes } from '../amounts.ts';
import { columns } from '../columns.ts';
import { duration } from '../duration.ts';
import { cannotBoth, noExperiment } from '../errors.ts';
import { planRows } from '../estimate/plan-rows.ts';
import type { PlanRow, PlanTotal } from '../estimate/plan-rows.ts';
import { EXIT } from '../exit-status.ts';
import { experimentNamed } from '../experiment-named.ts';
import { MEASURED_ON } from '../expected-time.ts';
import { planOf } from '../plan-of.ts';
import { resolveConfig } from '../resolve-config.ts';
import { say, sayJson } from '../shell.ts';
import type { PlanFlags } from './plan.ts';

/** `sweepstake plan all` and `plan <experiment> --all-presets`: what each would take, and all together. */
export async function planTable(experiment: string | undefined, flags: PlanFlags): Promise<number> {
  const what = flags.allPresets === true ? '--all-presets' : ALL;
  for (const flag of ['runs', 'config', 'shard', 'write'] as const)
    if (flags[flag] !== undefined) throw cannotBoth(what, `--${flag}`);
  if (flags.allPresets === true && flags.preset !== undefined) throw cannotBoth(what, '--preset');
  if (experiment === undefined) throw noExperiment(experimentNames());
  const name = experiment === ALL ? ALL : experimentNamed(experiment);
  const totals: PlanTotal[] = [];
  const share = flags.share !== false;
  for (const group of groupsOf(name, flags)) {
    const plans: Plan[] = [];
    for (const [one, preset] of group)
      plans.push(
        await planOf(resolveConfig(one, { ...flags, ...(preset !== undefined && { preset }) })),
      );
    totals.push(planRows(plans, share));
  }
  if (flags.json === true) sayJson({ measuredOn: MEASURED_ON, totals });
  else for (const line of linesOf(name, totals)) say(line);
  return EXIT.done;
}

/** Experiments and presets that are counted together: figures of one preset share trainings, presets do not. */
function groupsOf(name: string, flags: PlanFlags): (readonly [string, string | undefined])[][] {
  if (name !== ALL)
    return figureByName(name).presetNames.map((preset) => [[name, preset] as const]);
  if (flags.allPresets !== true)
    return [allFigures(flags.preset).map((one) => [one, flags.preset] as const)];
  return presetsOfAll().map((preset) => allFigures(preset).map((one) => [one, preset] as const));
}

const HEADER = [
  'trainings',
  'core-hours',
  'of its own',
  'left',
  'workers',
  'memory each',
  'and beside',
  'least time',
  'disk',
];

function linesOf(name: string, totals: readonly PlanTotal[]): string[] {
  const single = name === ALL && totals.length === 1;
  const rows = single
    ? totals[0]!.rows.map((row) => [row.experiment, row.preset, ...cellsOf(row)])
    : totals.map(({ rows, ...total }) => [
        name,
        rows[0]!.preset,
        ...cellsOf({ ...total, ownSeconds: total.coreSeconds }),
      ]);
  const [first] = totals;
  const last = single
    ? [['together', '', ...cellsOf({ ...first!, ownSeconds: first!.coreSeconds })]]
    : [];
  return [
    ...columns(
      [['experiment', 'preset', ...HEADER], ...rows, ...last],
      HEADER.map((_, i) => i + 2),
    ),
    '',
    'of its own: of trainings that no line above it has; left: of those, what no run folder here has;',
    'workers: trainings that can run at the same time; least time: of the longest chain, on any number of cores',
    `core-hours rest on the engine's speeds in results/speed: ${MEASURED_ON}`,
  ];
}

const cellsOf = (row: Omit<PlanRow, 'experiment' | 'preset'>): string[] => [
  String(row.trainings),
  coreHours(row.coreSeconds),
  coreHours(row.ownSeconds),
  coreHours(row.leftSeconds),
  String(row.workers),
  megabytes(row.bytesPerWorker),
  megabytes(row.bytesBeside),
  duration(row.chainSeconds),
  megabytes(row.disk),
];
