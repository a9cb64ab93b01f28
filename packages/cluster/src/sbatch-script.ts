import { MOST_STARTS } from './array-job.ts';
import type { ArrayJob } from './array-job.ts';
import { badNotice } from './errors.ts';
import { checkMemory } from './memory-size.ts';
import { logFile, passedOption, sbatchOption } from './sbatch-option.ts';
import { shellLine } from './shell-line.ts';
import { timeLimit } from './time-limit.ts';
import { checkWhole } from './whole.ts';

/**
 * The script of one job array for sbatch. Each element carries out one shard. Before the time limit Slurm sends USR2 to
 * the shell, which passes it on; a command that then ends with status 75 is queued again under the same number.
 *
 * Throws for values that Slurm or a shell would read otherwise than they are meant.
 */
export function sbatchScript(job: ArrayJob): string {
  const { first, last } = job.range;
  checkWhole('first shard', first);
  checkWhole('last shard', last, first, job.shards);
  checkWhole('cores of a task', job.cpus);
  checkMemory(job.memory);
  const limit = timeLimit(job.time);
  if (!(job.notice >= 1 && job.notice <= limit / 2)) throw badNotice(job.notice, limit);
  const count = last - first + 1;
  if (job.throttle !== null) checkWhole('tasks at the same time', job.throttle);
  const throttle = job.throttle === null ? '' : `%${job.throttle}`;
  const options = [
    sbatchOption('job-name', job.name),
    sbatchOption('array', `1-${count}${throttle}`),
    sbatchOption('ntasks', '1'),
    sbatchOption('cpus-per-task', String(job.cpus)),
    sbatchOption('mem', job.memory),
    sbatchOption('time', job.time),
    sbatchOption('signal', `B:USR2@${job.notice}`),
    sbatchOption('requeue'),
    sbatchOption('open-mode', 'append'),
    sbatchOption('chdir', job.workingFolder),
    sbatchOption('output', logFile(job.folder, '%A_%a.log')),
    ...(job.partition === null ? [] : [sbatchOption('partition', job.partition)]),
    ...job.options.map(passedOption),
  ];
  const offset = first === 1 ? '' : ` + ${first - 1}`;
  const command = shellLine(job.command);
  return `${['#!/bin/bash', ...options].join('\n')}
${HEAD}${job.setup.map((line) => `${line}\n`).join('')}
shard=$((SLURM_ARRAY_TASK_ID${offset}))
echo "shard $shard of ${job.shards}, job $id on $(uname -n), start $((restarts + 1))"
status=75
if [ -z "$asked" ]; then
  ${command} --shard "$shard/${job.shards}" &
  child=$!
  pass_on
  while :; do
    woken=''
    wait "$child"
    status=$?
    [ -n "$woken" ] || break
  done
fi
${TAIL}`;
}

/** USR2 is for this shell alone and passed on once. Slurm sends TERM to the command by itself. */
const HEAD = `
# Written by sweepstake slurm. Exit status: 0 done, 1 a trial failed, 2 wrong usage or configuration,
# 42 do not try again, 75 stopped with work left: queued again, unless the job was cancelled.

asked=''
child=''
passed=''
woken=''
restarts="\${SLURM_RESTART_COUNT:-0}"
id="\${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"
pass_on() {
  if [ "$asked" = USR2 ] && [ -n "$child" ] && [ -z "$passed" ]; then
    passed=yes
    kill -s USR2 "$child"
  fi
}
trap 'woken=yes; asked=USR2; pass_on' USR2
trap 'woken=yes; asked=TERM' TERM

`;

/**
 * 140 and 143: the command had not begun to listen to USR2 or TERM, so there is nothing to keep. A cancelled job gets
 * TERM as one at its time limit does, and may be queued again as well: their reasons differ.
 */
const TAIL = `if [ -n "$asked" ] && { [ "$status" -eq 140 ] || [ "$status" -eq 143 ]; }; then status=75; fi
if [ "$status" -eq 75 ]; then
  if [ "$asked" = TERM ] && ! scontrol show job "$id" | grep -q 'Reason=TimeLimit'; then
    echo "shard $shard was cancelled with work left"
  elif [ "$restarts" -ge ${MOST_STARTS} ]; then
    echo "shard $shard has work left after $restarts requeues: submit it again"
  elif scontrol requeue "$id"; then
    echo "shard $shard has work left and is queued again"
  else
    echo "shard $shard has work left, but could not be queued again: submit it again"
  fi
fi
exit "$status"
`;
