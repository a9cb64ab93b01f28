import type { Plan, PlannedStage, RunLabel } from '@sweepstake/experiments';
import type { TrainStage } from '@sweepstake/stages';
import { badFlag, noTraining } from './errors.ts';

/** Flags that name one training of a configuration; all texts are as typed. */
export interface TrainingFlags {
  readonly trial?: string;
  readonly round?: string;
  readonly variant?: string;
  readonly replicate?: string;
  /** Instead of the others: its id, or its label with or without the percentage. */
  readonly stage?: string;
}

/** A training of a plan. */
export interface ChosenTraining extends PlannedStage {
  readonly payload: TrainStage;
}

const USUAL = { trial: '0', round: '0', variant: 'ticket', replicate: '0' } as const;
type Key = keyof typeof USUAL;

/**
 * The training that the flags name; without any, trial 0's dense network (the ticket of round 0). Throws with the
 * choices where there is none.
 */
export function chooseTraining(plan: Plan, flags: TrainingFlags): ChosenTraining {
  const trainings = plan.stages.filter(isTraining);
  const { experiment, preset } = plan.config;
  const name = `${experiment}, preset ${preset},`;
  if (flags.stage !== undefined) return byStage(trainings, flags, name);
  let left = plan.runs;
  const where: string[] = [];
  for (const key of Object.keys(USUAL) as Key[]) {
    const asked = flags[key] ?? USUAL[key];
    if (key !== 'variant' && !/^\d+$/.test(asked))
      throw badFlag(`--${key}`, asked, `a whole number, as in --${key} 1`);
    const fitting = left.filter((run) => String(run[key]) === String(valueOf(key, asked)));
    if (fitting.length === 0)
      throw noTraining(name, key, asked, where.join(' '), choices(left, key));
    where.push(`${key} ${asked}`);
    left = fitting;
  }
  return trainings.find(({ id }) => id === left[0]!.stage)!;
}

const isTraining = (stage: PlannedStage): stage is ChosenTraining => stage.payload.kind === 'train';

const valueOf = (key: Key, text: string): string | number =>
  key === 'variant' ? text : Number(text);

const choices = (runs: readonly RunLabel[], key: Key): string[] => [
  ...new Set(runs.map((run) => String(run[key]))),
];

/** As many labels as an error can list. */
const LISTED = 12;

function byStage(
  trainings: readonly ChosenTraining[],
  { stage = '', ...others }: TrainingFlags,
  name: string,
): ChosenTraining {
  const extra = (Object.keys(USUAL) as Key[]).find((key) => others[key] !== undefined);
  if (extra !== undefined)
    throw badFlag('--stage', stage, `it without --${extra}, since it names a training by itself`);
  const found = trainings.find(
    ({ id, label }) => id === stage || label === stage || label.startsWith(`${stage} (`),
  );
  if (found !== undefined) return found;
  const labels = trainings.map(({ label }) => label);
  const more = labels.length - LISTED;
  const listed = [...labels.slice(0, LISTED), ...(more > 0 ? [`${more} more`] : [])];
  throw noTraining(name, 'id or label', stage, '', listed);
}
