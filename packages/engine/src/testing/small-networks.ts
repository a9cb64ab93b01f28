import { add, classifier, convolution, dense, dropout, norm, plain } from './networks.ts';

/** Convolutions of 9 x 7 images: of few and of many channels, strided, with windows of 1 and 5, without padding. */
export const PLAIN = classifier([3, 9, 7], 4, [
  convolution('first', 'input', [3, 17]),
  plain('relu', 'relu1', 'first'),
  convolution('wide', 'relu1', [17, 17]),
  plain('relu', 'relu2', 'wide'),
  convolution('strided', 'relu2', [17, 18], { kernel: 5, padding: 2, stride: 2 }),
  convolution('short', 'relu2', [17, 18], { kernel: 1, padding: 0, stride: 2 }),
  add('add', 'strided', 'short'),
  plain('relu', 'relu3', 'add'),
  convolution('valid', 'relu3', [18, 16], { padding: 0 }),
  plain('relu', 'relu4', 'valid'),
  plain('flatten', 'flat', 'relu4'),
  dense('fc', 'flat', [96, 4]),
]);

/** Convolutions with normalisation, a residual sum and dropout. */
export const NORMED = classifier([3, 9, 7], 4, [
  convolution('first', 'input', [3, 17], { bias: false }),
  norm('bn1', 'first', 17),
  plain('relu', 'relu1', 'bn1'),
  dropout('drop', 'relu1', 0.25),
  convolution('wide', 'drop', [17, 17], { bias: false }),
  norm('bn2', 'wide', 17),
  add('add', 'bn2', 'relu1'),
  plain('relu', 'relu2', 'add'),
  plain('global-average-pool', 'pool', 'relu2'),
  dense('fc', 'pool', [17, 4]),
]);
