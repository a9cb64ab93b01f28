import { badName, badText } from './errors.ts';
import { kubernetesMemory } from './memory-size.ts';
import { shellLine } from './shell-line.ts';
import { checkWhole } from './whole.ts';

/** A sweep as one Job of Kubernetes. */
export interface KubernetesJob {
  readonly name: string;
  readonly image: string;
  /** The PersistentVolumeClaim that holds runs; all shards mount it. */
  readonly claim: string;
  /** Where the claim is mounted: the working folder of all shards, and where data sets are kept. */
  readonly mount: string;
  /** The program and the arguments that every shard has, `--shard` excepted. */
  readonly command: readonly string[];
  readonly shards: number;
  /** Shards at the same time; null for all. */
  readonly throttle: number | null;
  /** Cores of one shard. */
  readonly cpus: number;
  /** Of one shard: a whole number and K, M, G or T. */
  readonly memory: string;
}

/** How often one shard may fail before it is given up. */
const BACKOFF_LIMIT = 2;
/** Seconds between TERM and KILL: time for a checkpoint. */
const GRACE = 120;
/** That of packaging/Dockerfile, whose user may then write to the claim. */
const GROUP = 1000;

/**
 * The manifest of an Indexed Job: one index per shard, each with its own back-off. Exit codes mean: 2 and 42, this
 * shard will fail again, so it is given up; 75, stopped with work left, so it starts again and nothing is counted; any
 * other one counts. A pod that the cluster takes away is not counted either. Throws for names that would be refused.
 */
export function kubernetesJob(job: KubernetesJob): Record<string, unknown> {
  checkName('name', job.name);
  checkName('claim', job.claim);
  checkWhole('shards', job.shards, 1, 100_000);
  checkWhole('cores of a shard', job.cpus);
  if (job.throttle !== null) checkWhole('shards at the same time', job.throttle);
  if (job.image === '' || /[\s\p{Cc}]/u.test(job.image))
    throw badText('image', job.image, 'is no name of an image');
  const labels = { 'app.kubernetes.io/name': 'sweepstake', 'app.kubernetes.io/instance': job.name };
  const resources = { cpu: String(job.cpus), memory: kubernetesMemory(job.memory) };
  const script = `exec ${shellLine(job.command)} --shard "$((JOB_COMPLETION_INDEX + 1))/${job.shards}"`;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: job.name, labels },
    spec: {
      completionMode: 'Indexed',
      completions: job.shards,
      parallelism: Math.min(job.throttle ?? job.shards, job.shards),
      backoffLimitPerIndex: BACKOFF_LIMIT,
      maxFailedIndexes: job.shards,
      podFailurePolicy: {
        rules: [
          { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
          exitCodes('Ignore', [75]),
          exitCodes('FailIndex', [2, 42]),
        ],
      },
      template: {
        metadata: { labels },
        spec: {
          restartPolicy: 'Never',
          terminationGracePeriodSeconds: GRACE,
          securityContext: { fsGroup: GROUP },
          containers: [
            {
              name: CONTAINER,
              image: job.image,
              command: ['/bin/sh', '-c', script],
              workingDir: job.mount,
              env: [{ name: 'SWEEPSTAKE_CACHE', value: `${job.mount}/cache` }],
              resources: { requests: resources, limits: resources },
              volumeMounts: [{ name: 'runs', mountPath: job.mount }],
            },
          ],
          volumes: [{ name: 'runs', persistentVolumeClaim: { claimName: job.claim } }],
        },
      },
    },
  };
}

const CONTAINER = 'sweepstake';

const exitCodes = (action: string, values: readonly number[]) => ({
  action,
  onExitCodes: { containerName: CONTAINER, operator: 'In', values },
});

/** Pods get the name, a hyphen, the index and more; 63 characters are allowed. */
function checkName(what: string, name: string): void {
  if (!/^[a-z](?:[a-z0-9-]{0,50}[a-z0-9])?$/.test(name)) throw badName(what, name);
}
