import { load } from '@sweepstake/datasets/node';
import type { Plan } from '@sweepstake/experiments';
import { recordStage, stageNeeds } from '@sweepstake/stages';
import type { RecordedStage } from '@sweepstake/stages';
import { openStore } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';
import { checkTarget } from '../check-target.ts';
import { defaultFolder } from '../choose-run.ts';
import { chooseTraining } from '../choose-training.ts';
import type { ChosenTraining, TrainingFlags } from '../choose-training.ts';
import { flagsOf } from '../describe-run.ts';
import { counted } from '../duration.ts';
import { badFlag, startsFrom } from '../errors.ts';
import { planOf } from '../plan-of.ts';
import { numericsOf } from '../execute-run.ts';
import { resolveConfig } from '../resolve-config.ts';
import type { ConfigFlags } from '../resolve-config.ts';
import { COMMAND, say, sayJson, typed } from '../shell.ts';
import { writeFile } from '../write-file.ts';

/** Flags of `sweepstake record`. */
export interface RecordFlags extends ConfigFlags, TrainingFlags {
  readonly steps: string;
  readonly out: string;
  readonly runs?: string;
  readonly embed?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `sweepstake record`: writes the first steps of one training as a file that others can repeat. */
export async function record(experiment: string | undefined, flags: RecordFlags): Promise<number> {
  const config = resolveConfig(experiment, flags);
  const plan = await planOf(config, flags.runs);
  const training = chooseTraining(plan, flags);
  const steps = stepsOf(flags.steps, training);
  checkTarget(flags.out, flags.force === true);
  const store = storeOf(plan, training, flags.runs);
  const dataset = await load(training.payload.dataset, { env: process.env });
  const recorded = await recordStage(
    training.payload,
    {
      steps,
      embed: flags.embed,
      labels: { experiment: `${config.experiment} ${flagsOf(config)}`, label: training.label },
    },
    { store, datasets: new Map([[dataset.name, dataset]]) },
  );
  writeFile(flags.out, recorded.bytes);
  if (flags.json === true) sayJson(jsonReport(flags.out, training, recorded));
  else for (const line of linesOf(flags.out, training, recorded)) say(line);
  return 0;
}

function stepsOf(text: string, { payload: { iterations, rewind } }: ChosenTraining): number {
  const most = iterations - (rewind?.iteration ?? 0);
  const steps = Number(text);
  if (!/^\d+$/.test(text) || steps < 1 || steps > most)
    throw badFlag(
      '--steps',
      text,
      `a whole number from 1 to ${most}, the updates of this training`,
    );
  return steps;
}

/** The run folder, where the training starts from something in it; throws where that is not there. */
function storeOf(plan: Plan, training: ChosenTraining, runs: string | undefined): Store | null {
  const needed = stageNeeds(training.payload);
  if (needed.length === 0) return null;
  const { config } = plan;
  const folder = runs ?? defaultFolder(config);
  const store = openExisting(folder, numericsOf(plan));
  const absent = needed.find((id) => store?.has(id) !== true);
  if (absent === undefined) return store;
  const label = plan.stages.find(({ id }) => id === absent)?.label ?? absent;
  const where = runs === undefined ? [] : ['--runs', runs];
  const command = `${COMMAND} run ${config.experiment} ${flagsOf(config)} ${typed(where)}`.trim();
  throw startsFrom(training.label, label, folder, command);
}

/** Null where there is no such folder. */
function openExisting(folder: string, numerics: string): Store | null {
  try {
    return openStore(folder, { numerics, create: false });
  } catch (error) {
    if ((error as { code?: string }).code === 'SWEEPSTAKE_STORE_NO_ROOT') return null;
    throw error;
  }
}

const sourceOf = ({ tensors, metadata }: RecordedStage): string => {
  const inputs = tensors.get('inputs');
  if (inputs === undefined) return `examples by their index in ${metadata['dataset']!}`;
  return `${counted(inputs.shape[0]!, 'example')} inside`;
};

function linesOf(
  file: string,
  { label, payload }: ChosenTraining,
  recorded: RecordedStage,
): string[] {
  const { tensors, bytes, metadata } = recorded;
  const other = payload.backend === 'engine' ? 'reference' : 'engine';
  const name = typed([file]);
  return [
    `${label}: ${counted(Number(metadata['steps']), 'step')} of ${metadata['batch']!} on ` +
      `${metadata['backend']!} (${metadata['numerics']!})`,
    `${file}: ${bytes.length} bytes, ${tensors.size} tensors, ${sourceOf(recorded)}`,
    `repeat it: ${COMMAND} replay ${name} --backend ${other}`,
    `       or: python3 test/fixtures/repeat_in_pytorch.py ${name}`,
  ];
}

const jsonReport = (
  file: string,
  { id, label }: ChosenTraining,
  { tensors, metadata, bytes }: RecordedStage,
) => ({
  file,
  bytes: bytes.length,
  stage: id,
  label,
  metadata,
  tensors: Array.from(tensors, ([name, { dtype, shape }]) => ({ name, dtype, shape })),
});
