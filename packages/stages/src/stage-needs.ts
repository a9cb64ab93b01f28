import type { Initial, Rewind, Stage } from './stage.ts';

/** The parts of a training that name other stages. */
export interface Naming {
  readonly initial?: Initial | undefined;
  readonly mask?: { readonly stage: string } | undefined;
  readonly rewind?: Rewind | undefined;
}

/** Ids of the stages whose files a training reads: its mask, what it is rewound to, and what its weights come from. */
export function trainingNeeds({ initial, mask, rewind }: Naming): string[] {
  const needed = [mask?.stage, rewind?.stage];
  if (initial?.kind === 'trained') needed.push(initial.stage);
  if (initial?.kind === 'resample') needed.push(initial.of);
  return needed.filter((id) => id !== undefined);
}

/** Ids of the stages whose files a stage reads; they must be in the store before it is carried out. */
export function stageNeeds(stage: Stage): string[] {
  if (stage.kind === 'train') return trainingNeeds(stage);
  if (stage.criterion === 'random') return [stage.like];
  if (stage.criterion === 'initial-magnitude') return [];
  return [stage.from, ...(stage.rewind === undefined ? [] : [stage.rewind.stage])];
}
