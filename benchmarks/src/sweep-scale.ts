import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench } from './bench-options.ts';
import { measured } from './scale/measured.ts';
import type { Measured } from './scale/measured.ts';
import { settingsOf } from './scale/sweep.ts';
import type { SweepOrder, SweepResult } from './scale/sweep-process.ts';

const STAGES = 100_000;
const LIMITS = { seconds: 10, megabytes: 500 } as const;

const SWEEP = fileURLToPath(new URL('./scale/sweep-process.ts', import.meta.url));
const CLI = fileURLToPath(new URL('../../apps/cli/src/cli.ts', import.meta.url));

/** A sweep of 100,000 stages whose trainings compute nothing: what planning, keeping and reading them costs. */
export const sweepScale: Bench = async (report, { quick }) => {
  const folder = mkdtempSync(join(tmpdir(), 'sweepstake-scale-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const runs = join(folder, 'runs');
  const stages = quick ? 2000 : STAGES;
  const workers = availableParallelism();
  const sweep = (step: SweepOrder['step'], most = stages * 2): Promise<Measured> => {
    const order: SweepOrder = { folder: runs, stages, step, most, workers };
    return measured(SWEEP, [JSON.stringify(order)]);
  };
  const command = (...args: string[]): Promise<Measured> =>
    measured(CLI, [...args, '--runs', runs]);
  const steps: { name: string; measured: Measured; limited: boolean }[] = [];
  const step = async (
    name: string,
    work: Promise<Measured>,
    limited = false,
  ): Promise<Measured> => {
    report.progress(name);
    const done = await work;
    steps.push({ name, measured: done, limited });
    return done;
  };

  const settings = settingsOf(stages).flatMap((setting) => ['--set', setting]);
  const plan = command('plan', 'figure-3', '--preset', 'paper', ...settings, '--json');
  await step('plan: counts and estimates', plan, true);
  const planned = await step('plan, and freeze it as plan.json', sweep('plan'), true);
  const { stages: count, runs: trainings } = JSON.parse(planned.stdout) as SweepResult;
  await step('status: nothing is finished', command('status', '--json'), true);
  const half = Math.round(count / 2);
  await step(`run: ${half} stages, ${workers} workers`, sweep('run', half));
  await step('status: half of it is finished', command('status', '--json'), true);
  await step(`run: the other ${count - half}`, sweep('run'));
  await step('status: all is finished', command('status', '--json'), true);
  await step('run: nothing is left', sweep('run'));
  const tables = join(folder, 'tables');
  await step('aggregate: all tables', command('aggregate', 'figure-3', '--tables', tables));

  const { files, bytes } = sizeOf(runs);
  report.text(
    `${count} stages, of which ${trainings} trainings with curves of 51 points: chains of 24 prunings with a reinitialisation each, in ${Math.ceil(stages / 73)} trials. The planner, plan file, scheduler, claims, journals, store and tables are those of the command; the trainings publish made-up numbers at once. Every step is a process of its own, its start included.`,
  );
  report.table(
    ['step', 's', 'CPU s', 'peak MB', 'limit'],
    steps.map(({ name, measured: { seconds, cpu, peak }, limited }) => [
      name,
      seconds.toFixed(1),
      cpu.toFixed(1),
      (peak / 1e6).toFixed(0),
      limited ? limitOf(seconds, peak / 1e6) : '',
    ]),
  );
  report.text(
    `The folder then holds ${files} files of ${(bytes / 1e9).toFixed(2)} GB: one per stage, and ${files - count} others. plan.json has ${(statSync(join(runs, 'plan.json')).size / 1e6).toFixed(0)} MB.`,
  );
};

const limitOf = (seconds: number, megabytes: number): string =>
  `${LIMITS.seconds} s, ${LIMITS.megabytes} MB: ${
    seconds < LIMITS.seconds && megabytes < LIMITS.megabytes ? 'met' : 'missed'
  }`;

function sizeOf(folder: string): { files: number; bytes: number } {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const stats = entries.map((path) => statSync(join(folder, path))).filter((stat) => stat.isFile());
  return { files: stats.length, bytes: stats.reduce((sum, { size }) => sum + size, 0) };
}
