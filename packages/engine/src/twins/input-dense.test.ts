import { it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { inputDenseForward, inputDenseGradient, inputEntries, type Entries } from './input.ts';

interface Lists {
  readonly entries: Entries;
  readonly starts: Uint32Array;
  readonly lists: Entries;
  readonly counts: Uint32Array;
  readonly stride: number;
}

const room = (length: number): Entries => {
  const floats = new Float32Array(length);
  return { floats, words: new Uint32Array(floats.buffer) };
};

/** Entries of random inputs, of which some features and some lanes are all zero. */
function drawLists(draw: Draw, lanes: number, features: number, gradientRow: number): Lists {
  const values = draw.floats(lanes * features, 0.7);
  const [lane, feature] = [draw.below(lanes), draw.below(features)];
  values.forEach((_, i) => {
    if (i % features === feature || Math.floor(i / features) === lane) values[i] = 0;
  });
  const [entries, lists] = [room(2 * lanes * features), room(2 * lanes * features)];
  const [starts, counts] = [new Uint32Array(lanes + 1), new Uint32Array(features)];
  const stride = 8 * lanes;
  const byFeature = { lists, counts, stride, gradientRow };
  inputEntries(values, { row: features, lanes, features }, entries, starts, byFeature);
  return { entries, starts, lists, counts, stride };
}

const WIDTHS = [
  ['o16', 16],
  ['o32', 32],
] as const;

describeKernel('input_dense_forward', ({ memory, sums }) => {
  for (const [name, width] of WIDTHS) {
    it.each([1, 2, 3, 8, 61])(`${name} reads the nonzero inputs of %i examples`, (lanes) => {
      for (const features of [1, 5, 16, 50]) {
        const draw = new Draw(1000 * lanes + features);
        // The block of outputs may be a part of a row.
        const [outputs, first] = [width + 16, lanes % 2 === 0 ? 16 : 0];
        const { entries, starts } = drawLists(draw, lanes, features, 0);
        const w = draw.floats(features * outputs);
        const bias = draw.floats(outputs);
        const before = draw.floats(lanes * outputs);
        memory.clear();
        const [y, wAt, biasAt] = [memory.place(before), memory.place(w), memory.place(bias)];
        const [entriesAt, startsAt] = [memory.place(entries.words), memory.place(starts)];
        memory.kernels[`input_dense_forward_${name}`](
          y + 4 * first,
          4 * outputs,
          wAt + 4 * first,
          outputs,
          biasAt + 4 * first,
          entriesAt,
          startsAt,
          lanes,
        );
        const what = `seed ${draw.seed}, ${features} features`;
        memory.check(what, [y]);
        const actual = memory.floats(y, before.length);
        sums(what, actual, before, features, (out, round) =>
          inputDenseForward(
            out.subarray(first),
            outputs,
            w.subarray(first),
            outputs,
            bias.subarray(first),
            { entries, starts },
            { lanes, width },
            round,
          ),
        );
      }
    });
  }
});

describeKernel('input_dense_gradient', ({ memory, sums }) => {
  for (const [name, width] of WIDTHS) {
    it.each([1, 2, 3, 8, 61])(`${name} sums %i examples per feature`, (lanes) => {
      for (const features of [1, 5, 16, 50]) {
        const draw = new Draw(1000 * lanes + features);
        const [outputs, first] = [width + 16, lanes % 2 === 0 ? 16 : 0];
        const { lists, counts, stride } = drawLists(draw, lanes, features, 4 * outputs);
        const dy = draw.floats(lanes * outputs);
        const before = draw.floats(features * outputs);
        memory.clear();
        const [g, dyAt] = [memory.place(before), memory.place(dy)];
        memory.kernels[`input_dense_gradient_${name}`](
          g + 4 * first,
          4 * outputs,
          dyAt + 4 * first,
          memory.place(lists.words),
          memory.place(counts),
          stride,
          features,
        );
        const what = `seed ${draw.seed}, ${features} features`;
        memory.check(what, [g]);
        sums(what, memory.floats(g, before.length), before, lanes, (out, round) =>
          inputDenseGradient(
            out.subarray(first),
            outputs,
            dy.subarray(first),
            { lists, counts, stride },
            { features, width },
            round,
          ),
        );
      }
    });
  }
});
