import type { DivergedRun } from './diverged-runs.ts';
import { formatPercentRemaining } from './numbers.ts';
import type { WideTable } from './wide-table.ts';

/** `figure-3 (preset quick): lenet-300-100 on mnist, backend engine`. */
export function tableHeading(table: WideTable): string {
  const { experiment, preset, network, dataset, backend } = table;
  return `${experiment} (preset ${preset}): ${network} on ${dataset}, backend ${backend}`;
}

const place = (variant: string, percent: number, setting: string): string =>
  `${variant} at ${formatPercentRemaining(percent)}%${setting === '' ? '' : ` (${setting})`}`;

/** More places than this are counted, not named. */
const NAMED = 6;

function censoredNote(table: WideTable): string[] {
  const index = table.measures.findIndex((measure) => measure.metric === 'early_stop_iteration');
  let stops = 0;
  const parts = table.levels.flatMap((level) =>
    table.variants.flatMap((variant) => {
      const cell = level.cells.get(variant)?.[index];
      if (cell !== undefined) stops++;
      return cell === undefined || cell.censored === 0
        ? []
        : [
            `${place(variant, level.percentRemaining, level.setting)} in ${cell.censored} of ${cell.runs} runs`,
          ];
    }),
  );
  if (parts.length === 0) return [];
  const where =
    parts.length > NAMED
      ? `${parts.length} of ${stops} early stops, in some of their runs or all`
      : parts.join('; ');
  return [
    `">=" marks a lower bound: the smallest validation loss was at the last iteration (${where}).`,
  ];
}

function divergedNote(diverged: readonly DivergedRun[]): string[] {
  if (diverged.length === 0) return [];
  const names = diverged.map(
    (run) =>
      `${place(run.variant, run.percentRemaining, run.setting)}, trial ${run.trial}, replicate ${run.replicate}`,
  );
  const noun = diverged.length === 1 ? '1 diverged run' : `${diverged.length} diverged runs`;
  return [`Left out of every number: ${noun} (${names.join('; ')}).`];
}

/** The lines under a readable table: what its numbers are, its censored and its diverged runs. */
export function tableNotes(table: WideTable): string[] {
  const what =
    table.levels.length === 0
      ? `No finished run yet; numerics ${table.numerics}.`
      : `Mean [minimum, maximum] over the runs; numerics ${table.numerics}.`;
  return [what, ...censoredNote(table), ...divergedNote(table.diverged)];
}
