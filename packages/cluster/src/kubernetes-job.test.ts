import { Job } from 'kubernetes-models/batch/v1';
import type { IJob } from 'kubernetes-models/batch/v1';
import { expect, test } from 'vitest';
import type { KubernetesJob } from './kubernetes-job.ts';
import { kubernetesJob } from './kubernetes-job.ts';

const JOB: KubernetesJob = {
  name: 'figure-3',
  image: 'ghcr.io/me/sweepstake:0.1.0',
  claim: 'sweepstake',
  mount: '/runs',
  command: ['sweepstake', 'run', 'figure-3', '--set', "note=it's $HOME"],
  shards: 16,
  throttle: 8,
  cpus: 4,
  memory: '4G',
};

/** Holds a manifest against the schema that Kubernetes publishes, as kubernetes-models compiled it; throws. */
const validate = (manifest: Record<string, unknown>): void =>
  new Job(manifest as unknown as IJob).validate();

test('the manifest is valid by the published schema', () => {
  validate(kubernetesJob(JOB));
  validate(kubernetesJob({ ...JOB, throttle: null, shards: 100_000, memory: '512M' }));
});

test('the schema refuses what is not of its types, so that passing it means something', () => {
  const { spec, ...rest } = kubernetesJob(JOB);
  const specWith = (changed: Record<string, unknown>) => ({
    ...rest,
    spec: { ...(spec as Record<string, unknown>), ...changed },
  });
  expect(() => validate(specWith({ completions: '16' }))).toThrow(/completions/);
  expect(() => validate(specWith({ template: undefined }))).toThrow(/template/);
  const rules = [{ action: 'Ignore', onExitCodes: { operator: 'In', values: ['75'] } }];
  expect(() => validate(specWith({ podFailurePolicy: { rules } }))).toThrow(/values/);
});

test('every key is one of the API reference, batch/v1 Job', () => {
  const resources = { cpu: '4', memory: '4Gi' };
  const labels = {
    'app.kubernetes.io/name': 'sweepstake',
    'app.kubernetes.io/instance': 'figure-3',
  };
  expect(kubernetesJob(JOB)).toEqual({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'figure-3', labels },
    spec: {
      completionMode: 'Indexed',
      completions: 16,
      parallelism: 8,
      backoffLimitPerIndex: 2,
      maxFailedIndexes: 16,
      podFailurePolicy: {
        rules: [
          { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
          {
            action: 'Ignore',
            onExitCodes: { containerName: 'sweepstake', operator: 'In', values: [75] },
          },
          {
            action: 'FailIndex',
            onExitCodes: { containerName: 'sweepstake', operator: 'In', values: [2, 42] },
          },
        ],
      },
      template: {
        metadata: { labels },
        spec: {
          restartPolicy: 'Never',
          terminationGracePeriodSeconds: 120,
          securityContext: { fsGroup: 1000 },
          containers: [
            {
              name: 'sweepstake',
              image: 'ghcr.io/me/sweepstake:0.1.0',
              command: [
                '/bin/sh',
                '-c',
                `exec sweepstake run figure-3 --set 'note=it'\\''s $HOME' --shard "$((JOB_COMPLETION_INDEX + 1))/16"`,
              ],
              workingDir: '/runs',
              env: [{ name: 'SWEEPSTAKE_CACHE', value: '/runs/cache' }],
              resources: { requests: resources, limits: resources },
              volumeMounts: [{ name: 'runs', mountPath: '/runs' }],
            },
          ],
          volumes: [{ name: 'runs', persistentVolumeClaim: { claimName: 'sweepstake' } }],
        },
      },
    },
  });
});

test.each([
  [{ name: 'Figure_3' }, /name is "Figure_3"; give at most 52 small letters/],
  [{ name: 'a'.repeat(53) }, /name is "a{53}"; give/],
  [{ claim: 'a-' }, /claim is "a-"; give/],
  [{ image: '' }, /image is "", which is no name/],
  [{ shards: 0 }, /shards is 0; give a whole number from 1 to 100000/],
  [{ throttle: 1.5 }, /shards at the same time is 1.5/],
  [{ memory: '4Gi' }, /memory is "4Gi"; give a whole number and K, M, G or T/],
] as const)('%o is refused', (changed, message) => {
  expect(() => kubernetesJob({ ...JOB, ...changed })).toThrow(message);
});
