import { resolve } from 'node:path';
import {
  jobScript,
  sbatchScript,
  shardsFor,
  shellLine,
  splitArray,
  timeLimit,
  waitsOf,
} from '@sweepstake/cluster';
import type { ShardRange } from '@sweepstake/cluster';
import type { Plan } from '@sweepstake/experiments';
import { defaultFolder } from '../choose-run.ts';
import { fileNameOf } from '../describe-run.ts';
import { counted } from '../duration.ts';
import { cannotBoth } from '../errors.ts';
import { estimatePlan } from '../estimate/estimate-plan.ts';
import { openRunFolder } from '../execute-run.ts';
import { freezePlan } from '../freeze-plan.ts';
import { openCrowd } from '../open-crowd.ts';
import { withOwnNames } from '../own/own-flags.ts';
import { planOf } from '../plan-of.ts';
import { resolveConfig } from '../resolve-config.ts';
import { remark, say, sayJson } from '../shell.ts';
import { programWords } from '../slurm/program-words.ts';
import { configWords, runWords } from '../slurm/run-words.ts';
import type { PassedFlags } from '../slurm/run-words.ts';
import { shardedStages } from '../slurm/sharded-stages.ts';
import { siteArraySize } from '../slurm/site-array-size.ts';
import { submit } from '../slurm/submit.ts';
import type { Script, Sweep } from '../slurm/submit.ts';
import { slurmFolder } from '../slurm/submitted.ts';
import { wholeFlag } from '../slurm/whole-flag.ts';
import { trialCount } from '../trial-count.ts';
import { writeFile } from '../write-file.ts';

/** Flags of `sweepstake slurm`. */
export interface SlurmFlags extends PassedFlags {
  readonly runs?: string;
  readonly tables?: string;
  readonly time: string;
  readonly notice: string;
  readonly cpus: string;
  readonly mem: string;
  readonly throttle?: string;
  readonly partition?: string;
  readonly setup?: readonly string[];
  readonly sbatch?: readonly string[];
  readonly trialsPerTask?: string;
  readonly maxArraySize?: string;
  readonly command?: string;
  readonly submit?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `sweepstake slurm`: writes a sweep as job arrays, and submits them with `--submit`. */
export async function slurm(experiment: string | undefined, typed: SlurmFlags): Promise<number> {
  // Files of one's own may be edited while jobs wait, so they get what the files say now.
  const flags = withOwnNames(typed);
  if (flags.submit === true && flags.dryRun === true) throw cannotBoth('--submit', '--dry-run');
  const config = resolveConfig(experiment, flags);
  const plan = await planOf(config, flags.runs);
  const sweep = await sweepOf(plan, flags);
  if (flags.dryRun === true) {
    if (flags.json === true) sayJson(sweep);
    else for (const { file, text } of sweep.scripts) say(`# ${file}\n${text}`);
    return 0;
  }
  await freeze(plan, sweep.folder);
  for (const { file, text } of [...sweep.inputs, ...sweep.scripts]) writeFile(file, text);
  const jobs = flags.submit === true ? await submit(sweep) : null;
  if (flags.json === true) sayJson({ ...sweep, jobs });
  else for (const line of linesOf(sweep, jobs)) say(line);
  return 0;
}

/** Records the plan in the run folder, so that all shards carry out what was planned now, or refuse. */
async function freeze(plan: Plan, folder: string): Promise<void> {
  const store = openRunFolder(plan, folder);
  const crowd = openCrowd(store, remark);
  try {
    await freezePlan(plan, store, crowd.exclusively);
  } finally {
    crowd.close();
  }
}

/** Everything that is to be written. */
async function sweepOf(plan: Plan, flags: SlurmFlags): Promise<Sweep> {
  const { config } = plan;
  const folder = resolve(flags.runs ?? defaultFolder(config));
  const name = fileNameOf(config);
  const own = slurmFolder(folder);
  const cpus = wholeFlag('--cpus', flags.cpus, 4);
  const shards = shardsOf(plan, cpus, flags);
  const size = wholeFlag('--max-array-size', flags.maxArraySize, null) ?? (await siteArraySize());
  const ranges = splitArray(shards, size);
  const waits = waitsOf(shardedStages(plan, shards), ranges);
  const program = programWords(flags.command);
  // A run file may be edited while jobs wait, so they get what it says now.
  const frozen = flags.config === undefined ? undefined : `${own}/${name}.json`;
  const { config: _, ...typed } = flags;
  const words =
    frozen === undefined
      ? runWords(config.experiment, typed, folder)
      : runWords(undefined, { ...kept(typed), config: frozen }, folder);
  const common = {
    folder: own,
    workingFolder: process.cwd(),
    memory: flags.mem,
    partition: flags.partition ?? null,
    setup: flags.setup ?? [],
    options: flags.sbatch ?? [],
  };
  const arrays = ranges.map((range, i): Script => {
    const part = ranges.length === 1 ? name : `${name}-${i + 1}`;
    const text = sbatchScript({
      ...common,
      name: part,
      command: [...program, ...words],
      shards,
      range,
      cpus,
      time: flags.time,
      notice: wholeFlag('--notice', flags.notice, 120),
      throttle: wholeFlag('--throttle', flags.throttle, null),
    });
    return { name: part, file: `${own}/${part}.sbatch`, text, range, after: waits[i]! };
  });
  const tables = {
    name: `${name}-tables`,
    file: `${own}/${name}-tables.sbatch`,
    range: null,
    after: ranges.map((__, i) => i),
    text: jobScript({
      ...common,
      name: `${name}-tables`,
      time: '1:00:00',
      command: [...program, ...aggregateWords(config.experiment, config.preset, flags, folder)],
    }),
  };
  const inputs =
    frozen === undefined ? [] : [{ file: frozen, text: `${JSON.stringify(config, null, 2)}\n` }];
  return { folder, shards, trials: trialCount(plan), inputs, scripts: [...arrays, tables] };
}

/** Flags of a run file that are in its frozen form already are left out. */
const kept = ({ threads, keep, checkpointEvery, share }: PassedFlags): PassedFlags => ({
  ...(threads !== undefined && { threads }),
  ...(keep !== undefined && { keep }),
  ...(checkpointEvery !== undefined && { checkpointEvery }),
  ...(share !== undefined && { share }),
});

function shardsOf(plan: Plan, cpus: number, flags: SlurmFlags): number {
  const trials = trialCount(plan);
  const perTask = wholeFlag('--trials-per-task', flags.trialsPerTask, null);
  if (perTask !== null) return Math.ceil(trials / perTask);
  const trialSeconds = estimatePlan(plan, plan.stages).coreSeconds / trials;
  return shardsFor({ trials, trialSeconds, cpus, limit: timeLimit(flags.time) });
}

function aggregateWords(
  experiment: string,
  preset: string,
  flags: SlurmFlags,
  folder: string,
): string[] {
  const words = flags.config === undefined ? configWords(flags) : [];
  const named = words.includes('--preset') ? [] : ['--preset', preset];
  const tables = flags.tables === undefined ? [] : ['--tables', resolve(flags.tables)];
  return ['aggregate', experiment, ...named, ...words, '--runs', folder, ...tables];
}

function linesOf(
  { scripts, shards, trials, folder }: Sweep,
  jobs: readonly number[] | null,
): string[] {
  const arrays = scripts.filter(({ range }) => range !== null).length;
  const about =
    `${counted(trials, 'trial')} in ${counted(shards, 'task')} of ${counted(arrays, 'array')}, ` +
    `run folder ${folder}`;
  if (jobs !== null)
    return [
      about,
      ...scripts.map(({ name, range }, i) => `submitted ${jobs[i]}: ${name}${shown(range)}`),
      `logs: ${slurmFolder(folder)}`,
    ];
  const commands = scripts.map(({ file, after, range }) => {
    const kind = range === null ? 'afterany' : 'afterok';
    const ids = after.map((i) => `:<job of ${scripts[i]!.name}>`).join('');
    const depends = after.length === 0 ? '' : ` --dependency='${kind}${ids}'`;
    return `  sbatch${depends} ${shellLine([file])}`;
  });
  return [about, 'submit it with --submit, or with', ...commands];
}

const shown = (range: ShardRange | null): string =>
  range === null ? '' : `, shards ${range.first} to ${range.last}`;
