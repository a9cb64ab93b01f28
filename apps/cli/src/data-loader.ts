import type { Dataset } from '@sweepstake/datasets';
import { load } from '@sweepstake/datasets/node';
import type { Plan } from '@sweepstake/experiments';

/** Loads the data sets of plans; each once, however many plans ask for it. */
export type DataLoader = (plan: Plan) => Promise<readonly Dataset[]>;

/** `tell` is told where each data set is from. */
export function dataLoader(tell: (line: string) => void): DataLoader {
  const loaded = new Map<string, Dataset>();
  const once = async (name: string): Promise<Dataset> => {
    const before = loaded.get(name);
    if (before !== undefined) return before;
    const dataset = await load(name, { env: process.env });
    tell(`data: ${dataset.source}`);
    loaded.set(name, dataset);
    return dataset;
  };
  return async ({ arms }) => {
    const names = new Set(arms.map(({ config }) => config.dataset));
    const found: Dataset[] = [];
    for (const name of names) found.push(await once(name));
    return found;
  };
}
