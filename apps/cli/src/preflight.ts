import { elements } from '@sweepstake/graph';
import { getDataset, getScaling } from '@sweepstake/datasets';
import type { Arm, RunConfig } from '@sweepstake/experiments';
import { modelByName } from '@sweepstake/models';
import { badBatch, noFastMath, unfitNetwork } from './errors.ts';

/** Refuses, before anything is loaded or trained, an arm that could not be trained. */
export function preflight(arms: readonly Arm[]): void {
  for (const { config } of arms) check(config);
}

function check(config: RunConfig): void {
  if (config.fast_math && config.backend.startsWith('tfjs-')) throw noFastMath(config.backend);
  const dataset = getDataset(config.dataset);
  if (config.scaling !== 'default') getScaling(dataset, config.scaling);
  const network = modelByName(config.network);
  const [has, needs] = [elements(network.input), elements(dataset.shape)];
  if (has !== needs) throw unfitNetwork(network.name, `${has} inputs`, dataset.name, needs);
  const { head } = network;
  if (head.kind === 'class' && head.classes !== dataset.classes)
    throw unfitNetwork(network.name, `${head.classes} outputs`, dataset.name, dataset.classes);
  const train = dataset.counts.train - config.validation;
  if (config.batch > train) throw badBatch(config.batch, Math.max(train, 0), dataset.name);
}
