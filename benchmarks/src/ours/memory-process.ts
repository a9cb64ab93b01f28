import { readFileSync } from 'node:fs';
import { load } from '@sweepstake/datasets/node';
import { fullMasks, layerwiseMagnitude } from '@sweepstake/lottery';
import { backendByName } from '@sweepstake/stages';
import { convSetting } from '../conv-setting.ts';
import { batchesOf, splitOf } from '../data.ts';
import { initialOf } from '../setting.ts';

/** Trains one network in this process and prints its peaks of memory: `memory-process.ts '<MemoryOrder>'`. */

export interface MemoryOrder {
  readonly network: string;
  readonly steps: number;
  readonly backend: string;
}

/** Largest resident bytes so far, after each of these, in this order. */
export interface MemoryResult {
  readonly network: string;
  readonly data: number;
  readonly opened: number;
  readonly dense: number;
  readonly evaluated: number;
  readonly exported: number;
  readonly sparse: number;
}

const EVALUATED = 1000;
const DENSITY = 0.2;

async function measure({ network: name, steps, backend }: MemoryOrder): Promise<MemoryResult> {
  const setting = convSetting(name);
  const { network, optimizer, learningRate, batch } = setting;
  const dataset = await load('cifar-10', { env: process.env });
  const batches = batchesOf(dataset, steps, batch);
  const data = peak();
  const { open } = await backendByName(backend);
  const weights = initialOf(setting);
  const session = await open(network, { weights, optimizer, batch });
  const opened = peak();
  for (const of of batches) session.step(of, learningRate);
  const dense = peak();
  const indices = splitOf(dataset).validation.slice(0, EVALUATED);
  session.evaluate({ examples: dataset.train, indices });
  const evaluated = peak();
  const state = session.exportState();
  const exported = peak();
  session.close();
  const rates = new Map(Object.keys(setting.rates).map((key) => [key, 1 - DENSITY]));
  const masks = layerwiseMagnitude(state.weights, fullMasks(state.weights, rates.keys()), rates);
  const pruned = await open(network, { weights, optimizer, masks, batch });
  for (const of of batches) pruned.step(of, learningRate);
  const sparse = peak();
  return { network: name, data, opened, dense, evaluated, exported, sparse };
}

/** VmHWM; without it, Node's own account of the maximum. */
function peak(): number {
  try {
    const [, kilobytes] = /VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return Number(kilobytes) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}

const result = await measure(JSON.parse(process.argv[2] ?? '{}') as MemoryOrder);
process.stdout.write(`${JSON.stringify(result)}\n`);
