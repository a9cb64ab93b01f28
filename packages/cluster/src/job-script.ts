import type { ArrayJob } from './array-job.ts';
import { checkMemory } from './memory-size.ts';
import { logFile, passedOption, sbatchOption } from './sbatch-option.ts';
import { shellLine } from './shell-line.ts';
import { timeLimit } from './time-limit.ts';

/** A job of one command on one core. */
export type SingleJob = Pick<
  ArrayJob,
  | 'name'
  | 'folder'
  | 'workingFolder'
  | 'command'
  | 'memory'
  | 'time'
  | 'partition'
  | 'setup'
  | 'options'
>;

/** The script of a job that ends with the status of its command, as for the tables after all arrays. */
export function jobScript(job: SingleJob): string {
  checkMemory(job.memory);
  timeLimit(job.time);
  const options = [
    sbatchOption('job-name', job.name),
    sbatchOption('ntasks', '1'),
    sbatchOption('cpus-per-task', '1'),
    sbatchOption('mem', job.memory),
    sbatchOption('time', job.time),
    sbatchOption('open-mode', 'append'),
    sbatchOption('chdir', job.workingFolder),
    sbatchOption('output', logFile(job.folder, '%j.log')),
    ...(job.partition === null ? [] : [sbatchOption('partition', job.partition)]),
    ...job.options.map(passedOption),
  ];
  const setup = job.setup.map((line) => `${line}\n`).join('');
  return `${['#!/bin/bash', ...options].join('\n')}\n\n# Written by sweepstake slurm.\n\n${setup}exec ${shellLine(job.command)}\n`;
}
