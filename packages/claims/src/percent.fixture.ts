import { parseSetting } from './setting.ts';

/** Weights that are pruned at one rate per round. */
type Group = readonly [weights: number, key: string, rate: number];

const conv = (convolutions: number, hidden: number, rate: number): Group[] => [
  [convolutions, 'rates.convolution', rate],
  [hidden, 'rates.hidden', 0.2],
  [2560, 'rates.output', 0.1],
];

/** Counts of the protocol, by hand. */
const GROUPS: Readonly<Record<string, readonly Group[]>> = {
  'conv-2': conv(38_592, 4_259_840, 0.1),
  'conv-4': conv(259_776, 2_162_688, 0.1),
  'conv-6': conv(1_144_512, 1_114_112, 0.15),
  'resnet-18': [
    [267_696, '', 0.2],
    [3200, '', 0],
  ],
  'vgg-19': [
    [20_018_880, '', 0.2],
    [5120, '', 0],
  ],
};

function groupsOf(network: string): readonly Group[] {
  const base = network.replace(/\/.*/, '');
  const [, one, two] = /^lenet-(\d+)-(\d+)$/.exec(base)?.map(Number) ?? [];
  if (one === undefined || two === undefined) return GROUPS[base]!;
  return [
    [784 * one + one * two, 'rates.hidden', 0.2],
    [10 * two, 'rates.output', 0.1],
  ];
}

/** Percent remaining after rounds of pruning, or, once, of per mille removed. */
export function percentAfter(
  network: string,
  { variant, round, setting }: { variant: string; round: number; setting: string },
): number {
  const rates = parseSetting(setting);
  const groups = groupsOf(network);
  const isOnce = variant.startsWith('one-shot');
  const left = groups.map(([weights, key, base]) => {
    const rate = Number(rates.get(key) ?? base);
    const kept = isOnce ? 1 - (round / 1000) * (rate / 0.2) : (1 - rate) ** round;
    return weights * kept;
  });
  const all = groups.reduce((sum, [weights]) => sum + weights, 0);
  return (100 * left.reduce((a, b) => a + b, 0)) / all;
}
