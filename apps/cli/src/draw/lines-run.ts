import type { SummaryRow } from '@sweepstake/aggregate';
import type { Arm, Plan } from '@sweepstake/experiments';
import type { Drawable } from './drawable.ts';

type Place = Pick<SummaryRow, 'dataset' | 'network' | 'setting'>;

/** What rows have of an arm. */
export const placeOf = ({ config, setting }: Arm): Place => ({
  dataset: config.dataset,
  network: config.network,
  setting,
});

/** Whether an arm trains a variant, in rounds of which `isMeant`; also where it was trained by a larger run before. */
export function linesRun({
  plan,
  rows,
}: Drawable): (arm: Arm, variant: string, round?: number) => boolean {
  const found = new Set<string>();
  const add = (place: Place, variant: string, round: number): void => {
    const key = keyOf(place, variant);
    found.add(key).add(`${key} ${round}`);
  };
  for (const run of plan.runs) add(run, run.variant, run.round);
  for (const row of rows) add(row, row.variant, row.round);
  return (arm, variant, round) => {
    const key = keyOf(placeOf(arm), variant);
    return found.has(round === undefined ? key : `${key} ${round}`);
  };
}

const keyOf = ({ dataset, network, setting }: Place, variant: string): string =>
  `${dataset} ${network} ${setting} ${variant}`;

/** The rows of a plan's own preset and backend, of its arms alone. */
export function rowsOfPlan<
  Row extends Place & { readonly preset: string; readonly backend: string },
>({ config, arms }: Pick<Plan, 'config' | 'arms'>, rows: Iterable<Row>): Row[] {
  const own = new Set(arms.map((arm) => keyOf(placeOf(arm), '')));
  return [...rows].filter(
    (row) =>
      row.preset === config.preset && row.backend === config.backend && own.has(keyOf(row, '')),
  );
}
