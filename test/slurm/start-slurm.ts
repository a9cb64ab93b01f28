import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  closeSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { PATH } from './install-slurm.ts';
import { processesWhere, signal, startedWith, workingFolderOf } from './processes.ts';
import { mungeSocket, nodeFolder, slurmConf } from './slurm-conf.ts';
import { waitUntil } from './wait-until.ts';

/** A Slurm of this machine alone, and ways to break it. */
export interface SlurmCluster {
  /** For whoever talks to it: SLURM_CONF and a PATH with its programs. */
  readonly env: Readonly<Record<string, string>>;
  /** Prints of one of Slurm's programs. Throws where it fails. */
  readonly ask: (program: string, ...args: string[]) => string;
  /** As if a node lost power: its daemon, its steps and all processes of their jobs are killed. */
  readonly crash: (node: string) => void;
  /** Kills the daemon of a node alone; its jobs go on. */
  readonly killDaemon: (node: string) => void;
  /** Starts the daemon of a node again. */
  readonly startDaemon: (node: string) => void;
  /** Ends of all daemons' logs, for the report of a failure. */
  readonly logs: () => string;
  /** Ends jobs and daemons and removes the folder. */
  readonly stop: () => Promise<void>;
}

/** Starts munge, a controller and nodes in a folder of their own and waits until the nodes are idle. */
export async function startSlurm(names: readonly string[], cpus: number): Promise<SlurmCluster> {
  const root = mkdtempSync(join(tmpdir(), 'slurm-'));
  chmodSync(root, 0o755);
  mkdirSync(join(root, 'state'), { mode: 0o700 });
  for (const name of names) mkdirSync(join(nodeFolder(root, name), 'spool'), { recursive: true });
  const [controllerPort, ...ports] = await freePorts(1 + names.length);
  const nodes = names.map((name, i) => ({ name, port: ports[i]! }));
  const host = hostname().split('.')[0]!;
  const conf = join(root, 'slurm.conf');
  writeFileSync(conf, slurmConf({ root, host, nodes, controllerPort: controllerPort!, cpus }));
  const env = { PATH, SLURM_CONF: conf, HOME: root, LANG: 'C.UTF-8' };

  const running = new Map<string, ChildProcess>();
  const daemon = (cwd: string, name: string, program: string, ...args: string[]): void => {
    const log = openSync(join(root, `${name}.out`), 'a');
    running.set(name, spawn(program, args, { env, cwd, stdio: ['ignore', log, log] }));
    closeSync(log);
  };
  const ask = (program: string, ...args: string[]): string =>
    execFileSync(program, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const answers = (program: string, ...args: string[]): string | null =>
    attempt(() => ask(program, ...args));
  const startDaemon = (node: string): void =>
    daemon(nodeFolder(root, node), node, 'slurmd', '-D', '-N', node);
  const ended = (child: ChildProcess): boolean =>
    child.exitCode !== null || child.signalCode !== null;
  const killDaemon = (node: string): void => void running.get(node)?.kill('SIGKILL');
  const crash = (node: string): void => {
    killDaemon(node);
    // A shell may start one more process while its children are looked up.
    for (let pids = ofNode(root, conf, node); pids.length > 0; pids = ofNode(root, conf, node))
      for (const pid of pids) signal(pid, 'SIGKILL');
  };
  const logs = (): string =>
    ['slurmctld.log', ...names.map((name) => join('nodes', name, 'slurmd.log'))]
      .map((file) => `--- ${file}\n${lastLines(join(root, file), 40)}`)
      .join('\n');
  const stop = async (): Promise<void> => {
    answers('scancel', '--quiet', '--state=PENDING');
    answers('scancel', '--quiet', '--state=RUNNING');
    for (const node of names) crash(node);
    for (const child of running.values()) child.kill('SIGTERM');
    await waitUntil('the end of the daemons', 20, () => [...running.values()].every(ended) || null);
    rmSync(root, { recursive: true, force: true });
  };

  try {
    ask('mungekey', '--create', `--keyfile=${join(root, 'munge.key')}`);
    daemon(
      root,
      'munged',
      'munged',
      '--foreground',
      '--force',
      '--origin=127.0.0.1',
      `--key-file=${join(root, 'munge.key')}`,
      `--socket=${mungeSocket(root)}`,
      `--pid-file=${join(root, 'munged.pid')}`,
      `--seed-file=${join(root, 'munged.seed')}`,
      `--log-file=${join(root, 'munged.log')}`,
    );
    await waitUntil('munge', 20, () => answers('munge', '-n', '-S', mungeSocket(root)));
    daemon(root, 'slurmctld', 'slurmctld', '-D');
    await waitUntil('slurmctld', 30, () => answers('scontrol', 'ping')?.match(/is UP/) ?? null);
    for (const node of names) startDaemon(node);
    await waitUntil('idle nodes', 60, () => {
      const states = answers('sinfo', '-h', '-N', '-o', '%T')?.trim().split('\n') ?? [];
      return (states.length === names.length && states.every((state) => state === 'idle')) || null;
    });
  } catch (error) {
    const said = logs();
    await stop();
    throw new Error(`slurm did not start: ${(error as Error).message}\n${said}`, { cause: error });
  }
  return { env, ask, crash, killDaemon, startDaemon, logs, stop };
}

/**
 * The slurmstepds of a node, which have the working folder of its daemon, and then the processes of its jobs. A
 * slurmstepd that outlived its job would report its end, which a node without power cannot.
 */
function ofNode(root: string, conf: string, node: string): number[] {
  const steps = processesWhere((pid) => workingFolderOf(pid) === nodeFolder(root, node));
  const jobs = processesWhere(
    (pid) =>
      startedWith(pid, 'SLURM_CONF') === conf && startedWith(pid, 'SLURMD_NODENAME') === node,
  );
  return [...steps, ...jobs];
}

/** Null where the process ended meanwhile. */
function attempt<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch {
    return null;
  }
}

function lastLines(file: string, count: number): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
  } catch {
    return '(none)';
  }
}

/** Ports that nobody listens on, held open together so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports: number[] = [];
  for (const server of servers) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ports.push((server.address() as AddressInfo).port);
  }
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  return ports;
}
