import { existsSync } from 'node:fs';
import { availableParallelism, cpus, freemem, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { datasets } from '@sweepstake/datasets';
import { findPlaces, locate } from '@sweepstake/datasets/node';
import type { DatasetReport } from '@sweepstake/datasets/node';
import { supports } from '@sweepstake/engine';
import { BACKENDS } from '@sweepstake/stages';
import { probeNative } from '@sweepstake/tfjs/node';
import { RUNS } from '../choose-run.ts';
import { columns } from '../columns.ts';
import { needsFlag } from '../errors.ts';
import { crewWish } from '../crew.ts';
import { COMMAND, say, sayJson } from '../shell.ts';
import { doctorPlan } from './doctor-plan.ts';
import type { PlanFlags } from './doctor-plan.ts';
import { nativeLine, typing } from './native.ts';

/** Flags of `sweepstake doctor`; those of `--plan` mean nothing without it. */
export interface DoctorFlags extends Partial<PlanFlags> {
  readonly json?: boolean;
}

/** `sweepstake doctor`: 1 where nothing could be trained here. */
export async function doctor(flags: DoctorFlags): Promise<number> {
  const { plan, json } = flags;
  if (plan !== undefined) return doctorPlan({ ...flags, plan });
  for (const flag of ['remaining', 'uniform', 'batch'] as const)
    if (flags[flag] !== undefined) throw needsFlag(`--${flag}`, '--plan <network>');
  const found = await examine();
  const advice = adviceOn(found);
  if (json === true) sayJson({ ...found, advice });
  else {
    for (const line of columns(rowsOf(found))) say(line);
    say();
    for (const line of advice) say(line);
  }
  return found.simd.strict ? 0 : 1;
}

type Findings = Awaited<ReturnType<typeof examine>>;

async function examine() {
  const native = await probeNative({ env: process.env });
  const backends = await Promise.all(
    Object.entries(BACKENDS).map(async ([name, open]) => {
      // Loading it would fix its threads and print its banner; the probe tries it in a process of its own.
      if (name === 'tfjs-node')
        return { name, numerics: null, problem: native.state === 'ready' ? null : native.reason };
      try {
        return { name, numerics: (await open()).numerics, problem: null };
      } catch (error) {
        return { name, numerics: null, problem: (error as Error).message };
      }
    }),
  );
  const data = await Promise.all(
    Object.values(datasets).map(({ name }) => locate(name, { env: process.env })),
  );
  const { folder, cache } = findPlaces({ env: process.env });
  return {
    node: {
      version: process.versions.node,
      flags: process.execArgv,
      options: process.env['NODE_OPTIONS'] ?? '',
    },
    machine: {
      platform: `${process.platform} ${process.arch}`,
      processor: cpus()[0]?.model.trim() ?? 'unknown',
      cores: availableParallelism(),
      workers: crewWish({}).workers,
      memory: totalmem(),
      freeMemory: freemem(),
    },
    simd: { strict: supports('strict'), relaxed: supports('relaxed') },
    backends,
    native,
    folders: {
      data: folder,
      cache,
      runs: resolve(RUNS),
      runsExist: existsSync(RUNS),
    },
    data: data.map((report) => ({ name: report.name, state: stateOf(report) })),
  };
}

function stateOf({ files, complete }: DatasetReport): string {
  if (files.length === 0) return 'embedded';
  if (complete) return files.every(({ place }) => place === 'cache') ? 'in the cache' : 'here';
  const wrong = files.filter(({ status }) => status === 'wrong');
  return wrong.length > 0 ? `wrong: ${wrong[0]!.path} (${wrong[0]!.problem})` : 'missing';
}

const gigabytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GB`;
const yes = (value: boolean): string => (value ? 'yes' : 'no');

function rowsOf({ node, machine, simd, backends, native, folders, data }: Findings): string[][] {
  const flags = [...node.flags, node.options].filter((flag) => flag !== '').join(' ');
  return [
    ['node', `${node.version}${flags === '' ? '' : ` (${flags})`}`],
    ['machine', `${machine.platform}, ${machine.processor}`],
    ['cores', `${machine.cores} available; ${machine.workers} workers by default`],
    ['memory', `${gigabytes(machine.memory)}, ${gigabytes(machine.freeMemory)} free`],
    ['simd', `strict ${yes(simd.strict)}, relaxed (--fast-math) ${yes(simd.relaxed)}`],
    ...backends.map(({ name, numerics, problem }) => [
      'backend',
      name === 'tfjs-node'
        ? nativeLine(native)
        : problem === null
          ? `${name}, numerics ${numerics}`
          : `${name} cannot be used: ${problem}`,
    ]),
    ...data.map(({ name, state }) => ['data', `${name}: ${state}`]),
    ['data from', folders.data ?? 'SWEEPSTAKE_DATA is not set'],
    ['cache', folders.cache],
    ['runs', `${folders.runs}${folders.runsExist ? '' : ' (not there yet)'}`],
  ];
}

function adviceOn({ simd, native, data, folders }: Findings): string[] {
  const advice: string[] = [];
  if (!simd.strict)
    advice.push('this node has no WebAssembly SIMD: use node 22.18 or later on a 64-bit machine');
  for (const { name, state } of data) {
    if (state.startsWith('wrong'))
      advice.push(`${name}: delete the wrong file, then ${COMMAND} data get ${name}`);
    if (state === 'missing')
      advice.push(
        `${name}: ${COMMAND} data get ${name} downloads it` +
          (folders.data === null ? ', or set SWEEPSTAKE_DATA to a folder that has it' : ''),
      );
  }
  if (native.remedy !== null)
    advice.push(`tfjs-node, for --backend tfjs-node only: ${typing(native.remedy)} installs it`);
  return advice.length === 0 ? ['nothing is missing'] : advice;
}
