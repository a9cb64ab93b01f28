import { columns } from '../columns.ts';
import { counted, duration, estimate } from '../duration.ts';
import { isOneShot } from '../estimate/levels.ts';
import { COMMAND } from '../shell.ts';
import type { Cell } from './cells.ts';
import type { Occupied, Status } from './look-at.ts';
import { STATES } from './states.ts';
import type { State } from './states.ts';

/** So many of each thing are listed; the rest is counted. */
const LISTED = 12;

/** A status for people. */
export function linesOf(status: Status): string[] {
  const { folder, experiment, flags, stages, finished, counts } = status;
  const all = finished === stages;
  const where = folder === status.usualFolder ? '' : ` --runs ${folder}`;
  const command = `${COMMAND} ${all ? 'figure' : 'run'} ${experiment} ${flags}${where}`;
  const others = STATES.filter((state) => state !== 'done' && counts[state] > 0);
  const counting = others.map((state) => `${counts[state]} ${state}`).join(', ');
  return [
    `${folder}: ${experiment} ${flags} (${status.numerics})`,
    `  ${all ? 'finished' : 'unfinished'}: ${finished} of ${counted(stages, 'stage')}` +
      (counting === '' ? '' : `; ${counting}`),
    ...(all ? [] : tableOf(status.cells).map((line) => `  ${line}`)),
    ...some(status.trials, 'trial', trialLine),
    ...some(status.running, 'running stage', (stage) => `running: ${occupiedText(stage)}`),
    ...some(status.stale, 'stale stage', (stage) => `stale: ${occupiedText(stage)}`),
    ...some(status.diverged, 'diverged training', (label) => `diverged: ${label}`),
    ...some(status.damaged, 'damaged stage', (label) => `damaged: ${label}`),
    ...some(status.failed, 'failed stage', ({ label, reason }) => `failed: ${label}: ${reason}`),
    ...slurmLines(status),
    ...paceLines(status),
    ...(counts.failed === 0 ? [] : [`  try again: ${COMMAND} retry --failed --runs ${folder}`]),
    ...(status.damaged.length === 0
      ? []
      : [`  look closer: ${COMMAND} verify --runs ${folder} --delete`]),
    `  ${all ? 'draw it' : 'continue'}: ${command}`,
  ];
}

function some<T>(items: readonly T[], noun: string, line: (item: T) => string): string[] {
  const more = items.length - LISTED;
  const lines = items.slice(0, LISTED).map((item) => `  ${line(item)}`);
  return more > 0 ? [...lines, `  and ${counted(more, `more ${noun}`)}`] : lines;
}

const trialLine = ({ trial, trainings, finished, round }: Status['trials'][number]): string =>
  `trial ${trial}: ${finished} of ${counted(trainings, 'training')}, ` +
  (round === null ? 'no ticket yet' : `tickets up to round ${round}`);

function occupiedText({ label, host, pid, seconds, iteration }: Occupied): string {
  const by = host === null ? '' : `, process ${pid} on ${host}`;
  const since = seconds === null ? '' : `, for ${duration(seconds)}`;
  const reached = iteration === null ? '' : `, state of iteration ${iteration}`;
  return `${label}${by}${since}${reached}`;
}

/** Shards by what the scheduler says of them: `slurm: 3 RUNNING, 12 PENDING (Priority)`. */
function slurmLines({ slurm }: Status): string[] {
  if (slurm === null || slurm.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { state, reason } of slurm) {
    const key = reason === null ? state : `${state} (${reason})`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const again = slurm.reduce((sum, { restarts }) => sum + restarts, 0);
  const found = [...counts].map(([key, count]) => `${count} ${key}`).join(', ');
  return [
    `  slurm: shards: ${found}${again === 0 ? '' : `; queued again ${counted(again, 'time')}`}`,
  ];
}

function paceLines({ trainingsPerHour, secondsLeft, coreSecondsLeft, finished, stages }: Status) {
  const lines: string[] = [];
  if (trainingsPerHour !== null)
    lines.push(`  throughput: ${shown(trainingsPerHour)} trainings an hour`);
  if (finished === stages) return lines;
  if (secondsLeft !== null) lines.push(`  left: ${estimate(secondsLeft)}`);
  else if (coreSecondsLeft !== null)
    lines.push(`  left: ${estimate(coreSecondsLeft)} on one core; nothing runs now`);
  return lines;
}

const shown = (value: number): string => String(Number(value.toPrecision(value < 100 ? 2 : 3)));

/** Trainings by variant and rounds, levels in a row that are alike in one line; of several arms, by arm. */
function tableOf(cells: readonly Cell[]): string[] {
  const trainings = cells.filter(({ kind }) => kind === 'train');
  const states = STATES.filter(
    (state) => state === 'done' || state === 'pending' || trainings.some((one) => one[state] > 0),
  );
  const arms = Map.groupBy(trainings, ({ arm }) => arm);
  return arms.size > 1 ? armTable([...arms.values()], states) : levelTable(trainings, states);
}

function armTable(arms: readonly (readonly Cell[])[], states: readonly State[]): string[] {
  const sum = (cells: readonly Cell[], state: State): string =>
    String(cells.reduce((all, cell) => all + cell[state], 0));
  const rows = arms.map((cells) => [
    cells[0]!.subject,
    ...states.map((state) => sum(cells, state)),
  ]);
  return columns(
    [['trainings', ...states], ...rows],
    states.map((_, i) => i + 1),
  );
}

function levelTable(trainings: readonly Cell[], states: readonly State[]): string[] {
  const rows: { variant: string; rounds: number[]; cell: Cell }[] = [];
  for (const cell of [...trainings].sort(byVariant(trainings))) {
    const last = rows.at(-1);
    const { variant, round } = cell;
    if (last?.variant === variant && isAlike(last.cell, cell)) last.rounds.push(round);
    else rows.push({ variant, rounds: [round], cell });
  }
  return columns(
    [
      ['trainings', 'round', ...states],
      ...rows.map(({ variant, rounds, cell }) => [
        variant,
        roundsText(variant, rounds),
        ...states.map((state) => String(cell[state])),
      ]),
    ],
    [1, ...states.map((_, i) => i + 2)],
  );
}

/** `3`, `1-7`, `3, 7, 12`, or of many with gaps `3-15 (4)`; of one-shot pruning the percentage that it removes. */
function roundsText(variant: string, rounds: readonly number[]): string {
  const text = (round: number): string => (isOneShot(variant) ? `${round / 10}%` : String(round));
  const [first, last] = [rounds[0]!, rounds.at(-1)!];
  if (first === last) return text(first);
  if (last - first === rounds.length - 1) return `${text(first)}-${text(last)}`;
  if (rounds.length <= 3) return rounds.map(text).join(', ');
  return `${text(first)}-${text(last)} (${rounds.length})`;
}

const isAlike = (a: Cell, b: Cell): boolean => STATES.every((state) => a[state] === b[state]);

function byVariant(cells: readonly Cell[]): (a: Cell, b: Cell) => number {
  const order = [...new Set(cells.map(({ variant }) => variant))];
  return (a, b) => order.indexOf(a.variant) - order.indexOf(b.variant) || a.round - b.round;
}
