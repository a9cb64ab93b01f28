import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawStrokes } from '@sweepstake/datasets';
import { engine } from '@sweepstake/engine';
import { applyOverrides, configOf, expand } from '@sweepstake/experiments';
import { executeStage, keepMasks } from '@sweepstake/stages';
import { openStore } from '@sweepstake/store';

export interface TrialSize {
  readonly stages: number;
  /** Points of each training's curve. */
  readonly points: number;
  readonly files: number;
  readonly bytes: number;
  /** After `--keep masks`. */
  readonly masksBytes: number;
  readonly seconds: number;
}

/**
 * Bytes on disk of one LeNet trial with so many prunings. The trainings are short but evaluated as often as at preset
 * `paper`, 501 times, since curves take room; nothing else depends on their length.
 */
export async function trialSize(rounds: number, points: number): Promise<TrialSize> {
  const config = applyOverrides(configOf('figure-3', 'paper'), [
    'dataset=strokes',
    'trials=1',
    'validation=500',
    `rounds=${rounds}`,
    'reinit.rounds=',
    `iterations=${points - 1}`,
    'evaluation.every=1',
  ]);
  const { stages } = expand(config, engine.numerics);
  const folder = mkdtempSync(join(tmpdir(), 'sweepstake-bench-'));
  const begun = performance.now();
  try {
    const store = openStore(folder, { numerics: engine.numerics });
    const datasets = new Map([['strokes', drawStrokes({ train: 1500, test: 500 })]]);
    for (const { payload } of stages) await executeStage(payload, { store, datasets });
    const seconds = (performance.now() - begun) / 1000;
    const whole = used(store.root);
    const told = keepMasks(store, stages);
    for (const { id } of stages) told(id);
    return { stages: stages.length, points, ...whole, masksBytes: used(store.root).bytes, seconds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Files of a folder, and the bytes in them. */
function used(folder: string): { files: number; bytes: number } {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((f) =>
    f.isFile(),
  );
  const sizes = files.map(({ parentPath, name }) => statSync(join(parentPath, name)).size);
  return { files: files.length, bytes: sizes.reduce((a, b) => a + b, 0) };
}
