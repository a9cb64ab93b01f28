import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Fact } from '@sweepstake/report';
import type { Store } from '@sweepstake/store';
import type { Exclusively } from '../freeze-plan.ts';
import { version } from '../version.ts';
import { madeHere } from './made-here.ts';

/** A machine that carried out stages of a run folder, with what ran there then. */
export interface RunMachine {
  readonly host: string;
  /** Program, revision, machine, Node. */
  readonly facts: readonly Fact[];
}

const FILE = 'machines.json';
const FORMAT = 1;

/** Writes down in the run folder what this process is, once for each machine and version. */
export async function keepMachine(store: Store, exclusively: Exclusively): Promise<void> {
  const here: RunMachine = { host: hostname(), facts: madeHere(version()) };
  const isKept = (): boolean =>
    readMachines(store.root).some((one) => JSON.stringify(one) === JSON.stringify(here));
  if (isKept()) return;
  await exclusively(() => {
    if (isKept()) return;
    const machines = [...readMachines(store.root), here];
    store.replace(FILE, `${JSON.stringify({ format: FORMAT, machines }, null, 1)}\n`);
  });
}

/** In the order in which they came; none where nothing is written down, or it cannot be read: no result hangs on it. */
export function readMachines(folder: string): RunMachine[] {
  try {
    const { format, machines } = JSON.parse(readFileSync(join(folder, FILE), 'utf8')) as {
      format: unknown;
      machines: RunMachine[];
    };
    return format === FORMAT ? machines : [];
  } catch {
    return [];
  }
}
