import { drawStrokes } from '@sweepstake/datasets';
import type { Dataset } from '@sweepstake/datasets';
import { engine } from '@sweepstake/engine';
import { applyOverrides, configOf, expand } from '@sweepstake/experiments';
import type { Plan } from '@sweepstake/experiments';

export const NUMERICS = engine.numerics;

/** A small figure 3 on drawn digits, with late rewinding and kept weights; work grows with `trials`. */
export const planOf = (trials: number): Plan =>
  expand(
    applyOverrides(configOf('figure-3', 'tiny'), [
      `trials=${trials}`,
      'iterations=1000',
      'rounds=3',
      'rewind_to=20',
      'reinit.rounds=2,3',
      'validation=100',
      'evaluation.test=grid',
      'evaluation.train_accuracy=true',
    ]),
    NUMERICS,
  );

export const drawData = (): Dataset => drawStrokes({ train: 500, test: 100 });
