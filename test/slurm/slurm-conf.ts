import { userInfo } from 'node:os';
import { join } from 'node:path';

/** Where a cluster of one machine lives. */
export interface Place {
  /** Absolute, at most 60 characters (sockets have short names), and nothing that slurm.conf would take apart. */
  readonly root: string;
  /** As gethostname() says it, without the domain. */
  readonly host: string;
  readonly nodes: readonly { readonly name: string; readonly port: number }[];
  readonly controllerPort: number;
  /** Cores that each node claims to have. */
  readonly cpus: number;
}

/** The folder of a node: its log and spool, and the working folder of its slurmstepd. */
export const nodeFolder = (root: string, name: string): string => join(root, 'nodes', name);

export const mungeSocket = (root: string): string => join(root, 'munge.socket');

/** Megabytes that each node claims to have. */
const MEMORY = 16_000;

/**
 * slurm.conf for nodes that are all this machine, on loopback, without cgroups, systemd and accounting. A lost node
 * is noticed after some ten seconds, and a requeued job waits for five (`cred_expire`), not for Slurm's two minutes.
 */
export function slurmConf({ root, host, nodes, controllerPort, cpus }: Place): string {
  const user = userInfo().username;
  const settings: Record<string, string | number> = {
    ClusterName: 'sweepstake',
    SlurmctldHost: `${host}(127.0.0.1)`,
    SlurmctldPort: controllerPort,
    CommunicationParameters: 'NoCtldInAddrAny,NoInAddrAny',
    SlurmUser: user,
    SlurmdUser: user,
    AuthType: 'auth/munge',
    AuthInfo: `socket=${mungeSocket(root)},cred_expire=5`,
    StateSaveLocation: join(root, 'state'),
    SlurmctldPidFile: join(root, 'slurmctld.pid'),
    SlurmctldLogFile: join(root, 'slurmctld.log'),
    SlurmdPidFile: join(nodeFolder(root, '%n'), 'slurmd.pid'),
    SlurmdLogFile: join(nodeFolder(root, '%n'), 'slurmd.log'),
    SlurmdSpoolDir: join(nodeFolder(root, '%n'), 'spool'),
    SlurmdParameters: 'config_overrides',
    ProctrackType: 'proctrack/pgid',
    TaskPlugin: 'task/none',
    SwitchType: 'switch/none',
    MpiDefault: 'none',
    JobAcctGatherType: 'jobacct_gather/none',
    AccountingStorageType: 'accounting_storage/none',
    SelectType: 'select/cons_tres',
    SelectTypeParameters: 'CR_Core_Memory',
    SchedulerType: 'sched/backfill',
    SchedulerParameters: 'batch_sched_delay=0,sched_interval=2,bf_interval=2',
    PropagateResourceLimits: 'NONE',
    MailProg: '/bin/true',
    ReturnToService: 2,
    JobRequeue: 1,
    MessageTimeout: 5,
    SlurmctldTimeout: 10,
    SlurmdTimeout: 10,
    KillWait: 10,
    MinJobAge: 600,
  };
  return [
    ...Object.entries(settings).map(([key, value]) => `${key}=${value}`),
    ...nodes.map(
      ({ name, port }) =>
        `NodeName=${name} NodeHostname=${host} NodeAddr=127.0.0.1 Port=${port} CPUs=${cpus} RealMemory=${MEMORY}`,
    ),
    'PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP',
    '',
  ].join('\n');
}
