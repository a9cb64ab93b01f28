import type { Experiment } from '../experiment.ts';

const TABLE = { about: 'a table; nothing is trained' };

/** The networks, as a table (paper, figure 2). Weights are those of our networks, counted without biases. */
export const figure2: Experiment = {
  name: 'figure-2',
  title: 'The networks and their hyper-parameters',
  about: 'A table of the six networks, how they are trained and how they are pruned.',
  source: 'figure 2',
  ours:
    'Weights are counted from these networks; the paper prints 266K, 4.3M, 2.4M, 1.7M, 274K and 20.0M. ' +
    'Its percentages for Conv-6 fit a share of convolutions of 0.488, ours is 0.506.',
  arms: [],
  presets: { smoke: TABLE, reduced: TABLE, paper: TABLE },
  plots: [
    {
      kind: 'table',
      header: ['', 'LeNet', 'Conv-2', 'Conv-4', 'Conv-6', 'ResNet-18', 'VGG-19'],
      rows: [
        ['data', 'MNIST', 'CIFAR-10', 'CIFAR-10', 'CIFAR-10', 'CIFAR-10', 'CIFAR-10'],
        [
          'convolutions',
          '',
          '2x64, pool',
          '2x64, pool; 2x128, pool',
          '2x64, pool; 2x128, pool; 2x256, pool',
          '16; 3x[16, 16]; 3x[32, 32]; 3x[64, 64]',
          '2x64, pool; 2x128, pool; 4x256, pool; 4x512, pool; 4x512',
        ],
        [
          'dense layers',
          '300, 100, 10',
          '256, 256, 10',
          '256, 256, 10',
          '256, 256, 10',
          'average pool, 10',
          'average pool, 10',
        ],
        ['weights', '266,200', '4,300,992', '2,425,024', '2,261,184', '270,896', '20,024,000'],
        ['of convolutions', '', '38,592', '259,776', '1,144,512', '270,256', '20,018,880'],
        ['iterations', '50,000', '20,000', '25,000', '30,000', '30,000', '112,480'],
        ['batch', '60', '60', '60', '60', '128', '64'],
        [
          'optimiser',
          'Adam 0.0012',
          'Adam 0.0002',
          'Adam 0.0003',
          'Adam 0.0003',
          'SGD 0.1, 0.01, 0.001; momentum 0.9',
          'SGD 0.1, 0.01, 0.001; momentum 0.9',
        ],
        ['pruned per round: convolutions', '', '10%', '10%', '15%', '20%', '20%'],
        ['pruned per round: dense', '20%', '20%', '20%', '20%', '0%', '0%'],
        ['pruned per round: output', '10%', '10%', '10%', '10%', '0%', '0%'],
        ['ranked', 'per layer', 'per layer', 'per layer', 'per layer', 'together', 'together'],
      ],
    },
  ],
};
