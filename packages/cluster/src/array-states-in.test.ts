import { expect, test } from 'vitest';
import { arrayStatesIn } from './array-states-in.ts';

const ARRAYS = [
  { job: 17, range: { first: 1, last: 6 } },
  { job: 40, range: { first: 7, last: 12 } },
];

/** As Slurm 22.05.8 printed it for an array of six with two at a time, shortened to the fields that are read. */
const OF_22_05 = JSON.stringify({
  jobs: [
    {
      job_id: 1,
      array_job_id: 0,
      array_task_id: null,
      array_task_string: '',
      job_state: 'CANCELLED',
    },
    {
      job_id: 18,
      array_job_id: 17,
      array_task_id: 1,
      array_task_string: '',
      job_state: 'RUNNING',
      state_reason: 'None',
      restart_cnt: 2,
      nodes: 'n1',
    },
    {
      job_id: 17,
      array_job_id: 17,
      array_task_id: null,
      array_task_string: '3-6%2',
      job_state: 'PENDING',
      state_reason: 'JobArrayTaskLimit',
      restart_cnt: 0,
      nodes: '',
    },
  ],
});

test('indices of arrays become shards, folded ones too', () => {
  const pending = {
    job: 17,
    state: 'PENDING',
    reason: 'JobArrayTaskLimit',
    node: null,
    restarts: 0,
  };
  expect(arrayStatesIn(OF_22_05, ARRAYS)).toEqual([
    { shard: 1, job: 17, index: 1, state: 'RUNNING', reason: null, node: 'n1', restarts: 2 },
    ...[3, 4, 5, 6].map((index) => ({ ...pending, shard: index, index })),
  ]);
});

test('numbers and states of later versions are read too', () => {
  const number = (value: number) => ({ set: true, infinite: false, number: value });
  const json = JSON.stringify({
    jobs: [
      {
        array_job_id: number(40),
        array_task_id: number(2),
        array_task_string: '',
        job_state: ['COMPLETED', 'COMPLETING'],
        state_reason: 'None',
        restart_cnt: 0,
        nodes: 'c[1-2]',
      },
      {
        array_job_id: number(40),
        array_task_id: { set: false, infinite: false, number: 0 },
        array_task_string: '3,5-6',
        job_state: ['PENDING'],
        state_reason: 'Resources',
      },
    ],
  });
  expect(arrayStatesIn(json, ARRAYS).map(({ shard, state }) => [shard, state])).toEqual([
    [8, 'COMPLETED'],
    [9, 'PENDING'],
    [11, 'PENDING'],
    [12, 'PENDING'],
  ]);
});

test('an empty queue has no states, and text that is no queue is refused', () => {
  expect(arrayStatesIn('{"jobs": []}', ARRAYS)).toEqual([]);
  expect(() => arrayStatesIn('slurm_load_jobs error', ARRAYS)).toThrow(/^squeue --json cannot be/);
  expect(() => arrayStatesIn('{}', ARRAYS)).toThrow(/it has no list of jobs/);
});
