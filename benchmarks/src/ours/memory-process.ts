import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Dataset } from '@sweepstake/datasets';
import { load } from '@sweepstake/datasets/node';
import { fullMasks, layerwiseMagnitude } from '@sweepstake/lottery';
import { backendByName } from '@sweepstake/stages';
import type { Backend, Batch } from '@sweepstake/training';
import { convSetting, type ConvSetting } from '../conv-setting.ts';
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
const PAUSE = 200;

async function measure({ network: name, steps, backend }: MemoryOrder): Promise<MemoryResult> {
  const setting = convSetting(name);
  const dataset = await load('cifar-10', { env: process.env });
  const batches = batchesOf(dataset, steps, setting.batch);
  const data = peak();
  const of: Training = { setting, batches, dataset, backend: await backendByName(backend) };
  const first = await trainDense(of);
  // As a worker between two stages, which waits for a message.
  await setTimeout(PAUSE);
  return { network: name, data, ...first, sparse: await trainSparse(of) };
}

interface Training {
  readonly setting: ConvSetting;
  readonly batches: readonly Batch[];
  readonly dataset: Dataset;
  readonly backend: Backend;
}

async function trainDense({ setting, batches, dataset, backend }: Training) {
  const { network, optimizer, learningRate, batch } = setting;
  const session = await backend.open(network, { weights: initialOf(setting), optimizer, batch });
  const opened = peak();
  for (const of of batches) session.step(of, learningRate);
  const dense = peak();
  const indices = splitOf(dataset).validation.slice(0, EVALUATED);
  session.evaluate({ examples: dataset.train, indices });
  const evaluated = peak();
  session.exportState();
  const exported = peak();
  session.close();
  return { opened, dense, evaluated, exported };
}

async function trainSparse({ setting, batches, backend }: Training): Promise<number> {
  const { network, optimizer, learningRate, batch, rates } = setting;
  const weights = initialOf(setting);
  const share = new Map(Object.keys(rates).map((name) => [name, 1 - DENSITY]));
  const masks = layerwiseMagnitude(weights, fullMasks(weights, share.keys()), share);
  const session = await backend.open(network, { weights, optimizer, masks, batch });
  for (const of of batches) session.step(of, learningRate);
  session.close();
  return peak();
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
