import type { Layer } from '@sweepstake/graph';
import { describe, expect, it } from 'vitest';
import { add, classifier, convolution, dense, dropout, norm, plain } from '../testing/networks.ts';
import { stepsOf } from './steps.ts';

/** Steps as text: `kind(input [+ skip]) -> output`, with `relu` where it belongs to the step. */
function told(layers: readonly Layer[]): string[] {
  return stepsOf(classifier([4, 8, 8], 4, layers)).map((step) => {
    const other = step.kind === 'norm' ? step.skip : step.kind === 'add' ? step.other : null;
    const relu = 'relu' in step && step.relu ? ' relu' : '';
    const inputs = other === null ? step.input : `${step.input} + ${other}`;
    return `${step.kind}(${inputs}) -> ${step.output}${relu}`;
  });
}

const SIZES = [4, 4] as const;

describe('a ReLU', () => {
  it.each([
    ['convolution', convolution('a', 'input', SIZES)],
    ['norm', norm('a', 'input', 4)],
    ['add', add('a', 'input', 'input')],
    ['dense', dense('a', 'input', SIZES)],
  ] as const)('after a layer of kind %s belongs to its step', (kind, layer) => {
    const [step, ...rest] = told([layer, plain('relu', 'r', 'a')]);
    expect(rest).toEqual([]);
    expect(step).toMatch(new RegExp(`^${kind}.* -> r relu$`));
  });

  it('is a step of its own after anything else', () => {
    expect(told([plain('relu', 'a', 'input'), plain('relu', 'b', 'a')])).toEqual([
      'relu(input) -> a',
      'relu(a) -> b',
    ]);
    expect(told([dropout('d', 'input', 0.5), plain('relu', 'r', 'd')])).toEqual([
      'dropout(input) -> d',
      'relu(d) -> r',
    ]);
  });

  it('is a step of its own where others read what comes before it', () => {
    const layers = [
      convolution('a', 'input', SIZES),
      plain('relu', 'r', 'a'),
      convolution('b', 'a', SIZES),
      add('s', 'r', 'b'),
    ];
    expect(told(layers)).toEqual([
      'convolution(input) -> a',
      'relu(a) -> r',
      'convolution(a) -> b',
      'add(r + b) -> s',
    ]);
  });

  it('may be read twice and is one value then', () => {
    const layers = [
      convolution('a', 'input', SIZES),
      plain('relu', 'r', 'a'),
      convolution('b', 'r', SIZES),
      convolution('c', 'r', SIZES),
      add('s', 'b', 'c'),
    ];
    expect(told(layers)).toEqual([
      'convolution(input) -> r relu',
      'convolution(r) -> b',
      'convolution(r) -> c',
      'add(b + c) -> s',
    ]);
  });

  it('and another ReLU of the same value are both steps of their own', () => {
    const layers = [
      convolution('a', 'input', SIZES),
      plain('relu', 'r', 'a'),
      plain('relu', 'q', 'a'),
      add('s', 'r', 'q'),
    ];
    expect(told(layers)).toEqual([
      'convolution(input) -> a',
      'relu(a) -> r',
      'relu(a) -> q',
      'add(r + q) -> s',
    ]);
  });
});

/** A residual block as the zoo has it, with a convolution on the shortcut or without. */
function block(shortcut: boolean): Layer[] {
  return [
    convolution('conv1', 'input', SIZES),
    norm('bn1', 'conv1', 4),
    plain('relu', 'relu1', 'bn1'),
    convolution('conv2', 'relu1', SIZES),
    norm('bn2', 'conv2', 4),
    ...(shortcut
      ? [
          convolution('down_conv', 'input', SIZES, { kernel: 1, padding: 0 }),
          norm('down_bn', 'down_conv', 4),
        ]
      : []),
    add('add', 'bn2', shortcut ? 'down_bn' : 'input'),
    plain('relu', 'relu2', 'add'),
  ];
}

describe('a residual block', () => {
  it('adds the block input and takes the ReLU with its second normalisation', () => {
    expect(told(block(false))).toEqual([
      'convolution(input) -> conv1',
      'norm(conv1) -> relu1 relu',
      'convolution(relu1) -> conv2',
      'norm(conv2 + input) -> relu2 relu',
    ]);
  });

  it('with a shortcut adds in the normalisation that comes last', () => {
    expect(told(block(true))).toEqual([
      'convolution(input) -> conv1',
      'norm(conv1) -> relu1 relu',
      'convolution(relu1) -> conv2',
      'norm(conv2) -> bn2',
      'convolution(input) -> down_conv',
      'norm(down_conv + bn2) -> relu2 relu',
    ]);
  });

  it('followed by another hands its ReLU on to convolution and sum', () => {
    const next = [
      convolution('conv3', 'relu2', SIZES),
      norm('bn3', 'conv3', 4),
      add('add2', 'bn3', 'relu2'),
      plain('relu', 'relu3', 'add2'),
    ];
    expect(told([...block(false), ...next]).slice(-2)).toEqual([
      'convolution(relu2) -> conv3',
      'norm(conv3 + relu2) -> relu3 relu',
    ]);
  });
});

describe('a sum', () => {
  it('is a step of its own where others read the normalisation', () => {
    const layers = [
      norm('n', 'input', 4),
      add('s', 'n', 'input'),
      convolution('c', 'n', SIZES),
      add('t', 's', 'c'),
    ];
    expect(told(layers)).toEqual([
      'norm(input) -> n',
      'add(n + input) -> s',
      'convolution(n) -> c',
      'add(s + c) -> t',
    ]);
  });

  it('of a normalisation with itself is a step of its own', () => {
    expect(told([norm('n', 'input', 4), add('s', 'n', 'n')])).toEqual([
      'norm(input) -> n',
      'add(n + n) -> s',
    ]);
  });

  it('whose second operand is the normalisation is fused as well', () => {
    expect(told([norm('n', 'input', 4), add('s', 'input', 'n')])).toEqual([
      'norm(input + input) -> s',
    ]);
  });

  it('that others read beside its ReLU keeps its own value', () => {
    const layers = [
      norm('n', 'input', 4),
      add('s', 'n', 'input'),
      plain('relu', 'r', 's'),
      add('t', 'r', 's'),
    ];
    expect(told(layers)).toEqual(['norm(input + input) -> s', 'relu(s) -> r', 'add(r + s) -> t']);
  });
});

describe('layers without a follower to take in', () => {
  it('are one step each, in the order of the network', () => {
    const layers: Layer[] = [
      { kind: 'max-pool', name: 'p', inputs: ['input'], size: 2 },
      { kind: 'average-pool', name: 'q', inputs: ['p'], size: 2 },
      plain('flatten', 'f', 'q'),
      dropout('d', 'f', 0.5),
      dense('fc', 'd', [16, 4]),
    ];
    expect(told(layers)).toEqual([
      'pool(input) -> p',
      'pool(p) -> q',
      'flatten(q) -> f',
      'dropout(f) -> d',
      'dense(d) -> fc',
    ]);
    expect(told([plain('global-average-pool', 'g', 'input')])).toEqual(['global-pool(input) -> g']);
  });
});
