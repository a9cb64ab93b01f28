import { expect, test } from 'vitest';
import { runCoreSpecs } from './testing/core-specs.ts';

/** Files of specs that tfjs-core ships, whose operations or gradients run on kernels of this package. */
const SPECS = [
  'ops/conv1d_test.js',
  'ops/conv2d_test.js',
  'ops/conv2d_separable_test.js',
  'ops/conv2d_transpose_test.js',
  'ops/depthwise_conv2d_test.js',
  'ops/mat_mul_test.js',
  'ops/fused/fused_mat_mul_test.js',
  'ops/fused/fused_conv2d_test.js',
  'ops/fused/fused_depthwise_conv2d_test.js',
  'ops/unsorted_segment_sum_test.js',
  'ops/gather_test.js',
  'ops/max_pool_test.js',
  'ops/pool_test.js',
  'ops/sum_test.js',
  'ops/mean_test.js',
  'ops/moments_test.js',
  'ops/batchnorm_test.js',
  'ops/norm_test.js',
  'ops/softmax_test.js',
  'ops/losses/softmax_cross_entropy_test.js',
  'ops/basic_lstm_cell_test.js',
  'ops/multi_rnn_cell_test.js',
  'ops/linalg/qr_test.js',
  'ops/arithmetic_test.js',
  'gradients_test.js',
];

/** How many specs of theirs run, and how many of them the released kernels pass. */
const SPECS_RUN = 710;
const PASSED_BY_RELEASED = 604;

/** Specs that fail for reasons outside of this package, on the released kernels as well. */
const OUTSIDE = [
  {
    name: /^fused conv2d .* (basic|im2row|batch) in NCHW/,
    count: 22,
    reason: 'the wasm backend takes fused convolutions channels last only; unfused ones work',
  },
  {
    name: /^fused (conv2d|depthwiseConv2D) .* (backProp input|gradient) .* p=0( with bias)?$/,
    count: 5,
    reason: "tfjs-core counts what a fused operation's gradient saves as leaked by the backend",
  },
  {
    name: /^customGradient .* (second order derivative|calling gradient of custom op twice)/,
    count: 2,
    reason: 'the same count, of a gradient without any kernel of this package',
  },
  {
    name: /^pool .* fractional outputs default rounding$/,
    count: 2,
    reason:
      "the released MaxPool and AvgPool leave an output unwritten; this package's are gradients",
  },
  {
    name: /^mul .* complex number/,
    count: 2,
    reason: 'the wasm backend has no complex numbers',
  },
  {
    name: /^matmul .* upcasts when dtypes dont match$/,
    count: 1,
    reason: 'the wasm backend multiplies float32 matrices only',
  },
] as const;

test("tfjs-core's own specs of these operations and gradients pass on the wasm backend", async () => {
  const results = await runCoreSpecs(SPECS, ['released', 'registered']);
  const [released, registered] = [results.get('released')!, results.get('registered')!];
  const passed = (all: typeof released): number => all.filter((spec) => spec.passed).length;
  console.log(
    `tfjs-core's specs: ${registered.length} ran, ${passed(registered)} passed, ${passed(released)} on the released kernels`,
  );
  expect(registered.length).toBe(SPECS_RUN);
  expect(released.length).toBe(SPECS_RUN);
  expect(passed(released)).toBe(PASSED_BY_RELEASED);
  const failed = registered.filter((spec) => !spec.passed);
  const known = (name: string): boolean => OUTSIDE.some((group) => group.name.test(name));
  const unknown = failed.filter((spec) => !known(spec.name));
  expect(unknown.map((spec) => `${spec.name}: ${spec.message}`)).toEqual([]);
  for (const { name, count, reason } of OUTSIDE) {
    expect(failed.filter((spec) => name.test(spec.name)).length, reason).toBe(count);
  }
  const before = new Set(released.filter((spec) => !spec.passed).map((spec) => spec.name));
  expect(failed.map((spec) => spec.name).filter((name) => !before.has(name))).toEqual([]);
});
