import type { Batch } from '@sweepstake/training';
import type { Images } from './images.ts';
import { scaled } from './staging.ts';

/** Per channel the scaled value of every byte. */
type Tables = readonly Float32Array[];

const tables = new WeakMap<object, Tables>();

function tablesOf({ scaling }: Batch['examples'], channels: number): Tables {
  const known = tables.get(scaling);
  if (known !== undefined && known.length === channels) return known;
  const made = Array.from({ length: channels }, (_, c) => {
    const divisor = scaling.divisor[c] ?? scaling.divisor[0] ?? 1;
    const offset = scaling.offset[c] ?? scaling.offset[0] ?? 0;
    return Float32Array.from({ length: 256 }, (_, v) => scaled(v, divisor, offset));
  });
  tables.set(scaling, made);
  return made;
}

/**
 * Writes the scaled, moved inputs of `count` examples of a batch, from its `from`-th on, to `floats`, which starts at
 * `images.at`; lanes after the last example become 0. `[features]` inputs are images of one position.
 */
export function stageImages(
  floats: Float32Array,
  images: Images,
  { examples, indices, moves }: Batch,
  from: number,
  count: number,
): void {
  const { channels, rows, columns, vectors, panels } = images;
  const { inputs, scaling } = examples;
  const bytes = inputs instanceof Uint8Array;
  const groups = examples.shape.length === 3 ? channels : 1;
  const lookup = bytes ? tablesOf(examples, groups) : null;
  const plane = rows * columns;
  const features = channels * plane;
  const source = new Int32Array(columns);
  for (let e = 0; e < vectors * panels * 4; e++) {
    const lanes = vectors * 4;
    const lane = (Math.floor(e / lanes) * images.panelBytes) / 4 + (e % lanes);
    const live = e < count;
    const base = live ? (indices[from + e] ?? 0) * features : 0;
    const down = moves?.down[from + e] ?? 0;
    const right = moves?.right[from + e] ?? 0;
    const flip = moves?.flip[from + e] === 1;
    for (let x = 0; x < columns; x++) {
      const at = (flip ? columns - 1 - x : x) + right;
      source[x] = at >= 0 && at < columns ? at : -1;
    }
    for (let c = 0; c < channels; c++) {
      const group = groups === 1 ? 0 : c;
      const table = lookup?.[group];
      const divisor = scaling.divisor[group] ?? scaling.divisor[0] ?? 1;
      const offset = scaling.offset[group] ?? scaling.offset[0] ?? 0;
      for (let r = 0; r < rows; r++) {
        let to = lane + (c * images.channelBytes + r * images.rowBytes) / 4;
        const row = r + down;
        const line = base + c * plane + row * columns;
        const inside = row >= 0 && row < rows;
        for (let x = 0; x < columns; x++, to += lanes) {
          if (!live) {
            floats[to] = 0;
            continue;
          }
          const at = source[x]!;
          const stored = inside && at >= 0 ? inputs[line + at]! : 0;
          floats[to] = table === undefined ? scaled(stored, divisor, offset) : table[stored]!;
        }
      }
    }
  }
}
