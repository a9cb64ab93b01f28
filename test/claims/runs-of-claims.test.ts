import { CLAIMS, matchesSetting, needed, unnarrowed } from '@sweepstake/claims';
import type { Needed } from '@sweepstake/claims';
import { applyOverrides, configOf, expand } from '@sweepstake/experiments';
import type { RunLabel } from '@sweepstake/experiments';
import { expect, test } from 'vitest';

const planned = new Map<string, readonly RunLabel[]>();

/** The runs of a figure as published, with values changed as a claim's command changes them. */
function runsOf(experiment: string, set: string | undefined): readonly RunLabel[] {
  const key = `${experiment} ${set ?? ''}`;
  const config = applyOverrides(configOf(experiment, 'paper'), set === undefined ? [] : [set]);
  const runs = planned.get(key) ?? expand(config, 'any').runs;
  planned.set(key, runs);
  return runs;
}

const matching = (runs: readonly RunLabel[], { dataset, network, variant, wanted }: Needed) =>
  runs.filter(
    (run) =>
      run.dataset === dataset &&
      unnarrowed(run.network).network === network &&
      run.variant === variant &&
      matchesSetting(wanted, run.setting, 'paper'),
  );

test.each(CLAIMS.map((claim) => [claim.id, claim] as const))(
  'the figure of claim %s trains every run that it reads, under one setting',
  (_, claim) => {
    for (const one of needed(claim)) {
      const found = matching(runsOf(one.experiment, claim.set), one);
      expect(new Set(found.map(({ setting }) => setting)).size).toBe(1);
      expect(new Set(found.map(({ trial }) => trial)).size).toBeGreaterThanOrEqual(one.trials);
      const rounds = new Set(found.map(({ round }) => round));
      expect(one.rounds.filter((round) => !rounds.has(round))).toStrictEqual([]);
    }
  },
);
