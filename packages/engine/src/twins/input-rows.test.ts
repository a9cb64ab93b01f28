import { expect, it } from 'vitest';
import { splitReciprocal } from '../split-reciprocal.ts';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { inputClear, inputEntries, inputRows } from './input.ts';

const SHAPES = [
  { vectors: 1, panels: 1, lanes: 1 },
  { vectors: 1, panels: 3, lanes: 10 },
  { vectors: 4, panels: 2, lanes: 32 },
  { vectors: 4, panels: 4, lanes: 50 },
  { vectors: 5, panels: 3, lanes: 59 },
] as const;

describeKernel('input_rows and input_clear', ({ memory, same }) => {
  // Bytes are read sixteen at a time and flagged four at a time.
  it.each([1, 3, 4, 5, 15, 16, 17, 35])('transpose %i features and list them', (features) => {
    for (const { vectors, panels, lanes } of SHAPES) {
      for (const zeros of [0.3, 0.95, 1]) {
        for (const kind of ['u8', 'f32'] as const) {
          const draw = new Draw(1000 * features + lanes);
          const all = 4 * vectors * panels;
          const [row, padded] = [Math.ceil(features / 16) * 16, Math.ceil(features / 4) * 4];
          const bytes = draw.bytes(all * row, zeros);
          bytes.forEach((_, i) => {
            if (i % row >= features || i >= lanes * row) bytes[i] = 0;
          });
          const values = Float32Array.from(bytes, (v) => v / 255);
          const used = new Uint32Array(padded);
          used.set(draw.mask(features, 0.7));
          const flags = new Uint32Array(padded);
          const xRow = all;
          const x = new Float32Array(padded * xRow);
          const stride = 4 * (features + 1);
          const listsBefore = new Uint32Array((panels * stride) / 4).fill(7);
          memory.clear();
          const [xAt, usedAt, flagsAt] = [x, used, flags].map((data) => memory.place(data));
          const [listAt, countsAt] = [
            memory.place(listsBefore),
            memory.place(new Uint32Array(panels)),
          ];
          const rest = [
            xAt!,
            4 * xRow,
            usedAt!,
            flagsAt!,
            listAt,
            countsAt,
            stride,
            panels,
            vectors,
          ] as const;
          if (kind === 'u8') {
            const { high, low } = splitReciprocal(255)!;
            memory.kernels.input_rows_u8(memory.place(bytes), row, features, high, low, ...rest);
          } else {
            const floats = new Float32Array(2 * lanes * features);
            const entries = { floats, words: new Uint32Array(floats.buffer) };
            const starts = new Uint32Array(lanes + 1);
            inputEntries(values, { row, lanes, features }, entries, starts, null);
            const [entriesAt, startsAt] = [memory.place(entries.words), memory.place(starts)];
            memory.kernels.input_rows_f32(entriesAt, startsAt, lanes, features, ...rest);
          }
          const what = `${kind}, seed ${draw.seed}, ${lanes} lanes, ${zeros} zeros`;
          memory.check(what, [xAt!, listAt, countsAt]);
          const panelLanes = 4 * vectors;
          const shape = { row, lanes, features };
          const expected = inputRows(values, shape, x, xRow, used, { panels, panelLanes });
          same(`x, ${what}`, memory.floats(xAt!, x.length), x);
          const counts = memory.words(countsAt, panels);
          same(
            `counts, ${what}`,
            counts,
            expected.map((list) => list.length),
          );
          expected.forEach((list, p) => {
            same(`list ${p}, ${what}`, memory.words(listAt + p * stride, list.length), list);
            const panel = xAt! + 16 * vectors * p;
            const at = listAt + p * stride;
            memory.kernels.input_clear(panel, 4 * xRow, at, list.length, vectors);
            inputClear(x.subarray(panelLanes * p), xRow, list, panelLanes);
          });
          memory.check(what, [xAt!, listAt, countsAt]);
          same(`cleared x, ${what}`, memory.floats(xAt!, x.length), x);
          // What clearing leaves belongs to features without survivors, which nothing reads.
          expect(x.every((v, i) => v === 0 || used[Math.floor(i / xRow)] === 0)).toBe(true);
        }
      }
    }
  });
});
