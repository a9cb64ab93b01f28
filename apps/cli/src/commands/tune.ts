import { cpus } from 'node:os';
import { planLayers, THRESHOLDS } from '@sweepstake/engine';
import type { LayerForm } from '@sweepstake/engine';
import type { Network } from '@sweepstake/graph';
import { columns } from '../columns.ts';
import { COMMAND, remark, say, sayJson } from '../shell.ts';
import { FULL, QUICK } from '../tune/cases.ts';
import { crossingOf, proposalOf } from '../tune/crossing.ts';
import type { Crossing } from '../tune/crossing.ts';
import { measureForms } from '../tune/measure.ts';
import type { FormTimes } from '../tune/measure.ts';

/** Flags of `sweepstake tune`. */
export interface TuneFlags {
  readonly quick?: boolean;
  readonly json?: boolean;
}

/** The thresholds that are measured here; the one of first layers is `npm run bench -- thresholds`. */
const TUNED = ['hidden', 'direct', 'winograd'] as const;
type Tuned = (typeof TUNED)[number];

interface Measured {
  readonly layer: string;
  readonly threshold: Tuned;
  /** What is compared with the sparse form. */
  readonly denseForm: LayerForm;
  readonly times: readonly FormTimes[];
  readonly crossing: Crossing;
}

/** `sweepstake tune`: 1 where it was stopped. Measures this machine, proposes thresholds, and writes nothing. */
export async function tune(flags: TuneFlags, signal: AbortSignal): Promise<number> {
  const scale = flags.quick === true ? QUICK : FULL;
  const measured: Measured[] = [];
  for (const { name, network } of scale.cases) {
    remark(`measuring ${name}`);
    const times: FormTimes[] = [];
    for (const density of scale.densities) {
      // Signals arrive between two densities.
      await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted) return 1;
      times.push(await measureForms(network, density, scale));
    }
    const kind = kindOf(network, scale.batch);
    measured.push({ layer: name, ...kind, times, crossing: crossingOf(times) });
  }
  const proposed = Object.fromEntries(
    TUNED.map((threshold) => {
      const own = measured.filter((one) => one.threshold === threshold);
      return [threshold, proposalOf(own.map(({ crossing }) => crossing))];
    }),
  ) as Record<Tuned, number>;
  const machine = { processor: cpus()[0]?.model.trim() ?? 'unknown', node: process.versions.node };
  if (flags.json === true) {
    const { batch } = scale;
    const quick = flags.quick === true;
    sayJson({ machine, quick, batch, layers: measured, committed: THRESHOLDS, proposed });
  } else for (const line of linesOf(measured, proposed, machine, scale.batch)) say(line);
  return 0;
}

/** The threshold that a one-layer network stands for, by the form that the engine's plan gives it in full. */
function kindOf(network: Network, batch: number): Pick<Measured, 'threshold' | 'denseForm'> {
  const [layer] = planLayers(network, new Map(), { batch, slots: 2 }).layers;
  const { form, kind } = layer!;
  if (kind === 'dense') return { threshold: 'hidden', denseForm: form };
  return { threshold: form === 'dense direct' ? 'direct' : 'winograd', denseForm: form };
}

const percent = (fraction: number): string => `${Math.round(100 * fraction)}%`;

function crossingText({ density, found }: Crossing): string {
  if (found === 'above') return 'none';
  return found === 'below' ? `below ${percent(density)}` : percent(density);
}

function linesOf(
  measured: readonly Measured[],
  proposed: Readonly<Record<Tuned, number>>,
  machine: { readonly processor: string; readonly node: string },
  batch: number,
): string[] {
  const densities = measured[0]!.times.map(({ density }) => percent(density));
  const ratios = measured.map(({ layer, denseForm, times, crossing }) => [
    layer,
    denseForm,
    ...times.map(({ dense, sparse }) => (sparse / dense).toFixed(2)),
    crossingText(crossing),
  ]);
  const right = densities.map((_, i) => i + 2);
  return [
    `${machine.processor}, node ${machine.node}; training steps of one layer, batch ${batch}`,
    '',
    'time of the sparse form over the dense one, by fraction of weights that survive:',
    ...columns(
      [['layer', 'dense form', ...densities, 'equal at'], ...ratios],
      [...right, right.length + 2],
    ),
    '',
    ...columns(
      [
        ['dense from', 'committed', 'proposed here'],
        ...TUNED.map((name) => [name, String(THRESHOLDS[name]), String(proposed[name])]),
        ['input', String(THRESHOLDS.input), 'npm run bench -- thresholds'],
      ],
      [1],
    ),
    '',
    'Nothing was written. Thresholds decide the order of sums, so adopting others is a new numerics:',
    '  hidden            DENSE_FROM in packages/engine/src/plan.ts',
    '  direct, winograd  THRESHOLDS in packages/engine/src/network/plan-convolution.ts',
    '  and raise NUMERICS in packages/engine/src/numerics.ts; results of both are never averaged.',
    `With the committed ones every machine gives the same bits; ${COMMAND} doctor --plan shows them at work.`,
  ];
}
