import type { Batch } from '@sweepstake/training';
import { laneIndex, type Panels } from './panels.ts';
import { scaled } from './staging.ts';
import type { Trainer } from './trainer.ts';

/**
 * Gradients of every weight, removed ones included, after a backward pass over `count` examples. Not a fast path:
 * growth and saliency criteria ask for it once a round. Sums run in float64.
 */
export function fullGradients(
  trainer: Trainer,
  { examples, indices }: Batch,
  from: number,
  count: number,
): Map<string, Float32Array> {
  const { arena, training, layers } = trainer;
  const gradients = new Map<string, Float32Array>();
  const view = (p: Panels): Float32Array => arena.floats(p.at, (p.panels * p.panelBytes) / 4);
  layers.forEach(({ link, weight, bias }, i) => {
    const dy = training.gradients[i];
    if (dy === undefined) return;
    const below = i === 0 ? undefined : training.outputs[i - 1];
    const dyFloats = view(dy);
    const xFloats = below === undefined ? null : view(below);
    const sums = new Float64Array(link.in * link.out);
    for (let n = 0; n < count; n++) {
      const example = indices[from + n] ?? 0;
      for (let o = 0; o < link.out; o++) {
        const d = dyFloats[laneIndex(dy, o, n)] ?? 0;
        if (d === 0) continue;
        for (let k = 0; k < link.in; k++) {
          const x =
            below === undefined || xFloats === null
              ? inputAt(examples, example, k, link.in)
              : (xFloats[laneIndex(below, k, n)] ?? 0);
          const at = o * link.in + k;
          sums[at] = (sums[at] ?? 0) + d * x;
        }
      }
    }
    gradients.set(weight.name, Float32Array.from(sums));
    if (bias.size > 0) gradients.set(bias.name, bias.read(bias.gradient));
  });
  return gradients;
}

/** Gradients of the first `count` examples' inputs, `[count, features]`, after a backward pass. */
export function inputGradients(trainer: Trainer, count: number): Float32Array {
  const { arena, training, layers } = trainer;
  const [{ link, weight }] = layers;
  const [dy] = training.gradients;
  const result = new Float32Array(count * link.in);
  if (dy === undefined) return result;
  const floats = arena.floats(dy.at, (dy.panels * dy.panelBytes) / 4);
  const w = weight.read(weight.values);
  for (let n = 0; n < count; n++) {
    const sums = new Float64Array(link.in);
    for (let o = 0; o < link.out; o++) {
      const d = floats[laneIndex(dy, o, n)] ?? 0;
      if (d === 0) continue;
      for (let k = 0; k < link.in; k++) sums[k] = (sums[k] ?? 0) + d * (w[o * link.in + k] ?? 0);
    }
    result.set(sums, n * link.in);
  }
  return result;
}

function inputAt(
  { inputs, scaling, shape }: Batch['examples'],
  example: number,
  feature: number,
  features: number,
): number {
  const channels = shape.length === 3 ? (shape[0] ?? 1) : 1;
  const c = Math.floor(feature / (features / channels));
  const divisor = scaling.divisor[c] ?? scaling.divisor[0] ?? 1;
  const offset = scaling.offset[c] ?? scaling.offset[0] ?? 0;
  return scaled(inputs[example * features + feature] ?? 0, divisor, offset);
}
