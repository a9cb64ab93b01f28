import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Stream } from '@sweepstake/random';
import { openStore } from '@sweepstake/store';
import type { LifeOrder } from './life.ts';
import { NUMERICS } from './sweep.ts';

/** When a life is ended: at a random time after its start, after its first update, or between a first write and its rename. */
export type Moment = 'start' | 'step' | 'write';

/** What became of one process. */
export interface Life {
  readonly moment: Moment | 'none';
  /** What was killed: the process with all its workers, or itself only. */
  readonly victim: 'group' | 'main' | '';
  readonly isolation: 'thread' | 'process';
  readonly killed: boolean;
  /** Whether it had made an update when it ended. */
  readonly stepped: boolean;
  /** Whether it was between a stage's first write and its rename. */
  readonly writing: boolean;
  /** Worker processes that were killed alone, before its end. */
  readonly workersKilled: number;
  /** Trainings that it took up from a checkpoint. */
  readonly continued: number;
  readonly seconds: number;
  /** Finished stages and checkpoints in the folder afterwards. */
  readonly finished: number;
  readonly checkpoints: number;
}

export interface Counts {
  readonly kills: number;
  readonly afterStep: number;
  readonly atWrite: number;
}

/** What a process says, line by line. */
class Ears {
  readonly heard: string[] = [];
  readonly #waiting: { word: string; resolve: () => void }[] = [];

  take(line: string): void {
    this.heard.push(line);
    for (const { word, resolve } of this.#waiting) if (line.startsWith(word)) resolve();
  }

  until(word: string): Promise<void> {
    if (this.heard.some((line) => line.startsWith(word))) return Promise.resolve();
    return new Promise((resolve) => void this.#waiting.push({ word, resolve }));
  }
}

/** Starts a life; `ended` resolves with how it ended, and `complaints` is what it has printed on stderr. */
export function startLife(order: LifeOrder) {
  const file = fileURLToPath(new URL('./life.ts', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [...flags, file, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Half the time of a short life is the compiling of sources.
    env: { ...process.env, NODE_COMPILE_CACHE: join(dirname(order.folder), 'compiled') },
    // A group of its own, so that it can be killed with its workers.
    detached: true,
  });
  const ears = new Ears();
  createInterface({ input: child.stdout! }).on('line', (line) => ears.take(line));
  const complaints: string[] = [];
  child.stderr!.setEncoding('utf8').on('data', (text: string) => complaints.push(text));
  const ended = once(child, 'close') as Promise<[number | null, string | null]>;
  return { pid: child.pid!, ears, ended, complaints: () => complaints.join('') };
}

const flags = ['--conditions=@sweepstake/source'];

/** Milliseconds, at random. */
const pause = (stream: Stream, most: number): Promise<void> =>
  new Promise((resolve) => void setTimeout(resolve, stream.below(most)));

/** Starts a life and kills it at a random instant of that kind; it may be done before. */
async function killedLife(order: LifeOrder, moment: Moment, stream: Stream): Promise<Life> {
  const begun = performance.now();
  const { pid, ears, ended } = startLife(order);
  const orEnd = (what: Promise<unknown>) => Promise.race([what, ended]);
  let workersKilled = 0;
  if (moment === 'start') await orEnd(pause(stream, 700));
  if (moment === 'write') await orEnd(ears.until('writing'));
  if (moment === 'step') {
    await orEnd(ears.until('step'));
    await orEnd(pause(stream, 60));
    const workers = ears.heard.filter((line) => line.startsWith('worker ')).map(pidIn);
    if (order.isolation === 'process' && stream.below(2) === 0) {
      if (kill(workers[stream.below(workers.length)]!)) workersKilled++;
      await orEnd(pause(stream, 200));
    }
  }
  const victim = stream.below(2) === 0 ? 'group' : 'main';
  kill(victim === 'group' ? -pid : pid);
  const [, signal] = await ended;
  return {
    ...after(order, ears, begun),
    moment,
    victim,
    killed: signal === 'SIGKILL',
    workersKilled,
  };
}

/** A life that nobody ends. */
async function wholeLife(order: LifeOrder): Promise<Life> {
  const begun = performance.now();
  const { ears, ended, complaints } = startLife(order);
  const [code] = await ended;
  if (code !== 0) throw new Error(`a life that was not killed ended with ${code}: ${complaints()}`);
  return {
    ...after(order, ears, begun),
    moment: 'none',
    victim: '',
    killed: false,
    workersKilled: 0,
  };
}

function after({ folder, isolation }: LifeOrder, { heard }: Ears, begun: number) {
  const store = openStore(folder, { numerics: NUMERICS });
  return {
    isolation,
    stepped: heard.includes('step'),
    writing: heard.includes('writing'),
    continued: heard.filter((line) => line === 'continued').length,
    seconds: (performance.now() - begun) / 1000,
    finished: store.list().length,
    checkpoints: store.checkpoints().length,
  };
}

const pidIn = (line: string): number => Number(line.split(' ')[1]);

/** False where it is gone already. */
function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

export const countsOf = (lives: readonly Life[]): Counts => {
  const killed = lives.filter((life) => life.killed);
  return {
    kills: killed.length,
    afterStep: killed.filter(({ stepped }) => stepped).length,
    atWrite: killed.filter(({ writing }) => writing).length,
  };
};

/** Kills one process after the other until that many fell at each kind of instant, then lets one run to the end. */
export async function livesUntilDone(
  folder: string,
  trials: number,
  least: Counts,
  seed: number,
): Promise<Life[]> {
  const stream = new Stream(`crash(${seed})`);
  const lives: Life[] = [];
  const order = (moment: Moment | 'none'): LifeOrder => ({
    folder,
    trials,
    workers: 2,
    isolation: stream.below(3) === 0 ? 'process' : 'thread',
    shuffle: stream.below(1000),
    checkpointEvery: 0.005,
    pauseAtWrite: moment === 'write' ? stream.below(2) : null,
  });
  for (;;) {
    const { kills, afterStep, atWrite } = countsOf(lives);
    if (kills >= least.kills && afterStep >= least.afterStep && atWrite >= least.atWrite) break;
    // Those that are behind come first: every third a write, every sixth any time, the others after an update.
    const turn = stream.below(6);
    const moment = turn === 0 ? 'start' : turn <= 2 ? 'write' : 'step';
    const life = await killedLife(order(moment), moment, stream);
    lives.push(life);
    if (!life.killed) break;
  }
  lives.push(await wholeLife(order('none')));
  return lives;
}

/** A table for people, one line a life. */
export function tableOf(lives: readonly Life[], seed: number): string {
  const header =
    'life  ended at  killed  workers  stepped  writing  continued  seconds  stages  checkpoints';
  const yes = (value: boolean): string => (value ? 'yes' : '-');
  const rows = lives.map((life, i) =>
    [
      String(i + 1).padStart(4),
      life.moment.padEnd(8),
      (life.killed ? life.victim : '-').padEnd(6),
      `${life.isolation}${life.workersKilled > 0 ? ' -1' : ''}`.padEnd(10),
      yes(life.stepped).padEnd(7),
      yes(life.writing).padEnd(7),
      String(life.continued).padStart(9),
      life.seconds.toFixed(2).padStart(7),
      String(life.finished).padStart(6),
      String(life.checkpoints).padStart(11),
    ].join('  '),
  );
  const { kills, afterStep, atWrite } = countsOf(lives);
  const sum = `seed ${seed}: ${kills} kills, ${afterStep} after the first update of their life, ${atWrite} between a first write and its rename`;
  return [header, ...rows, sum].join('\n');
}
