import { planLayers } from '@sweepstake/engine';
import type { NetworkPlan } from '@sweepstake/engine';
import { modelByName } from '@sweepstake/models';
import { columns } from '../columns.ts';
import { badFlag } from '../errors.ts';
import { expectedSeconds, MEASURED_ON, SPEEDS } from '../expected-time.ts';
import { levelAt, paperConfig } from '../level-at.ts';
import type { Level } from '../level-at.ts';
import { say, sayJson } from '../shell.ts';

/** Flags of `sweepstake doctor --plan`. */
export interface PlanFlags {
  readonly plan: string;
  readonly remaining?: string;
  readonly batch?: string;
  readonly uniform?: boolean;
  readonly json?: boolean;
}

const SLOTS = { adam: 2, momentum: 1, sgd: 0 } as const;

/** `sweepstake doctor --plan`: which layer of a network would run how, and at what cost. Trains nothing. */
export function doctorPlan(flags: PlanFlags): number {
  const network = modelByName(flags.plan);
  const percent = percentOf(flags.remaining ?? '100');
  const { batch: usual, optimizer, criterion } = paperConfig(network);
  const batch = batchOf(flags.batch, usual);
  const level = levelAt(network, percent, flags.uniform === true);
  const slots = SLOTS[optimizer.kind];
  const plan = planLayers(network, level.survivors, { batch, slots });
  const seconds = plan.layers.map((layer) => expectedSeconds(layer, network, batch));
  if (flags.json === true) {
    const { round, percentRemaining } = level;
    const layers = plan.layers.map((layer, i) => ({ ...layer, expectedSeconds: seconds[i] }));
    const expected = { on: MEASURED_ON, gigaflops: SPEEDS, seconds: sum(seconds) };
    sayJson({ round, percentRemaining, optimizer: optimizer.kind, ...plan, layers, expected });
    return 0;
  }
  const together = criterion === 'global-magnitude' && level.round !== null && level.round > 0;
  for (const line of [
    headline(plan, level, optimizer.kind),
    '',
    ...columns(rowsOf(plan, seconds), [2, 3, 4, 5, 6]),
    '',
    ...footnotes(plan, together),
  ])
    say(line);
  return 0;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

function percentOf(text: string): number {
  const percent = text.trim() === '' ? NaN : Number(text);
  if (percent > 0 && percent <= 100) return percent;
  throw badFlag('--remaining', text, 'a percentage of weights above 0, at most 100');
}

function batchOf(text: string | undefined, usual: number): number {
  if (text === undefined) return usual;
  if (/^[1-9][0-9]*$/.test(text) && Number(text) <= 65_536) return Number(text);
  throw badFlag('--batch', text, 'a whole number of examples from 1 to 65536');
}

const shown = (value: number): string => String(Number(value.toPrecision(3)));
/** Three digits at least; none of them after the point from 100 on. */
const decimal = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
const megabytes = (bytes: number): string => decimal(bytes / 1e6);

function headline({ network, batch }: NetworkPlan, level: Level, optimizer: string): string {
  const { round, percentRemaining } = level;
  const how =
    round === null
      ? 'every layer alike'
      : round === 0
        ? 'unpruned'
        : `round ${round} of its experiment`;
  return `${network} at ${shown(percentRemaining)}% of the weights (${how}), batch ${batch}, ${optimizer}`;
}

function rowsOf(plan: NetworkPlan, seconds: readonly number[]): string[][] {
  const row = (
    [name, form]: readonly [string, string],
    one: Pick<NetworkPlan, 'weights' | 'survivors' | 'survivingMacs'>,
    bytes: number,
    expected: number,
  ): string[] => [
    name,
    form,
    String(one.survivors),
    `${shown((100 * one.survivors) / one.weights)}%`,
    megabytes(bytes),
    decimal(one.survivingMacs / 1e6),
    decimal(1000 * expected),
  ];
  return [
    ['layer', 'form', 'survivors', 'of all', 'MB', 'million multiply-adds', 'ms'],
    ...plan.layers.map((layer, i) =>
      row([layer.name, layer.form], layer, layer.bytes, seconds[i] ?? 0),
    ),
    row(['all', ''], plan, plan.layerBytes, sum(seconds)),
  ];
}

function footnotes(plan: NetworkPlan, together: boolean): string[] {
  const { layerBytes, activationBytes, otherBytes, bytes, macs } = plan;
  return [
    `memory: ${megabytes(bytes)} MB (layers ${megabytes(layerBytes)}, values and their gradients ` +
      `${megabytes(activationBytes)}, other ${megabytes(otherBytes)})`,
    `multiply-adds: of one example's forward pass, for weights that survive; all weights take ` +
      `${decimal(macs / 1e6)} million`,
    `ms: products of one training step, expected on the machine the speeds were measured on:`,
    `  ${MEASURED_ON}, in GFLOP/s: ${Object.entries(SPEEDS)
      .map(([form, speed]) => `${form} ${speed}`)
      .join(', ')}`,
    ...(together
      ? [
          'survivors: its layers are ranked together, so real rounds differ; here each shrinks by the rate',
        ]
      : []),
  ];
}
