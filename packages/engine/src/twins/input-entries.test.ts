import { it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { inputEntries, type Entries } from './input.ts';

/** Both views of a copy of the bytes. */
function entriesOf(bytes: Float32Array): Entries {
  const floats = bytes.slice();
  return { floats, words: new Uint32Array(floats.buffer) };
}

describeKernel('input_entries', ({ memory, same }) => {
  // Bytes are read eight at a time.
  const features = [1, 3, 4, 7, 8, 9, 16, 31, 33];
  it.each(features)('lists nonzero bytes and floats among %i features', (features) => {
    for (const lanes of [1, 2, 5, 60]) {
      for (const zeros of [0, 0.8, 1]) {
        for (const byFeature of [false, true]) {
          const draw = new Draw(1000 * features + lanes);
          const row = Math.ceil(features / 16) * 16;
          const bytes = draw.bytes(lanes * row, zeros);
          bytes.forEach((_, i) => {
            if (i % row >= features) bytes[i] = 0;
          });
          const table = Float32Array.from({ length: 256 }, (_, v) => v / 255);
          const inputs = Float32Array.from(bytes, (v, i) => (i % 7 === 0 ? -1 : 1) * table[v]!);
          for (const kind of ['u8', 'f32'] as const) {
            const values = kind === 'u8' ? Float32Array.from(bytes, (v) => table[v]!) : inputs;
            const before = new Float32Array(2 * lanes * features).fill(7);
            const listsBefore = new Float32Array(2 * lanes * features).fill(7);
            const starts = new Uint32Array(lanes + 1).fill(7);
            const counts = new Uint32Array(features).fill(7);
            const [stride, gradientRow] = [8 * lanes, 64];
            memory.clear();
            const [entriesAt, startsAt] = [memory.place(before), memory.place(starts)];
            const [listAt, countsAt] = [memory.place(listsBefore), memory.place(counts)];
            const list = byFeature ? listAt : 0;
            const outputs = [entriesAt, startsAt, list, countsAt, stride, gradientRow] as const;
            if (kind === 'u8') {
              const [at, tableAt] = [memory.place(bytes), memory.place(table)];
              memory.kernels.input_entries_u8(at, row, lanes, features, tableAt, ...outputs);
            } else {
              const at = memory.place(inputs);
              memory.kernels.input_entries_f32(at, 4 * row, lanes, features, ...outputs);
            }
            const what = `${kind}, seed ${draw.seed}, ${lanes} lanes, ${zeros} zeros`;
            memory.check(what, [entriesAt, startsAt, listAt, countsAt]);
            const [entries, lists] = [entriesOf(before), entriesOf(listsBefore)];
            inputEntries(
              values,
              { row, lanes, features },
              entries,
              starts,
              byFeature ? { lists, counts, stride, gradientRow } : null,
            );
            same(`entries, ${what}`, memory.words(entriesAt, before.length), entries.words);
            same(`starts, ${what}`, memory.words(startsAt, starts.length), starts);
            same(`lists, ${what}`, memory.words(listAt, before.length), lists.words);
            same(`counts, ${what}`, memory.words(countsAt, features), counts);
          }
        }
      }
    }
  });
});
