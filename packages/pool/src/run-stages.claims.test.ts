import { expect, test } from 'vitest';
import { run, stage } from './fixtures/run-and-listen.ts';
import type { Claims } from './run-options.ts';

/** What several runs of this process share, as processes share a folder. */
class Folder {
  readonly made = new Set<string>();
  readonly takenBy = new Map<string, number>();
  readonly started: string[] = [];

  claimsOf(owner: number): Claims {
    return {
      claim: (id) => {
        if (this.takenBy.has(id)) return this.takenBy.get(id) === owner;
        this.takenBy.set(id, owner);
        return true;
      },
      release: (id) => void (this.takenBy.get(id) === owner && this.takenBy.delete(id)),
    };
  }

  run(owner: number, stages: Parameters<typeof run>[1], more: Parameters<typeof run>[2] = {}) {
    return run('thread', stages, {
      workers: 2,
      claims: this.claimsOf(owner),
      pollEvery: 2,
      exists: (id) => this.made.has(id),
      ...more,
      onEvent: (event) => {
        if (event.kind === 'stage-started') this.started.push(event.id);
        // The output exists before the claim is given back.
        if (event.kind === 'stage-progress') this.made.add(event.id);
        more.onEvent?.(event);
      },
    });
  }
}

/** Two chains and what joins them. */
const chains = [
  stage('a1', { do: 'report', times: 1 }),
  stage('b1', { do: 'report', times: 1 }),
  stage('a2', { do: 'report', times: 1 }, ['a1']),
  stage('b2', { do: 'report', times: 1 }, ['b1']),
  stage('a3', { do: 'report', times: 1 }, ['a2']),
  stage('b3', { do: 'report', times: 1 }, ['b2']),
  stage('end', { do: 'report', times: 1 }, ['a3', 'b3']),
];

test('two runs of the same stages do each exactly once, and both end when all are done', async () => {
  const folder = new Folder();
  const [one, two] = await Promise.all([folder.run(1, chains), folder.run(2, chains)]);
  expect([...folder.started].sort()).toEqual(chains.map(({ id }) => id).sort());
  for (const { report } of [one, two])
    expect(report.finished.length + report.skipped.length).toBe(chains.length);
  expect(folder.takenBy.size).toBe(0);
  const told = [...one.of('stage-elsewhere'), ...two.of('stage-elsewhere')];
  expect(told.length).toBeGreaterThan(0);
});

test('a stage that another process gives up is started here, and it is told once that it was elsewhere', async () => {
  const folder = new Folder();
  folder.takenBy.set('a', 2);
  const stages = [stage('a', { do: 'report', times: 1 }), stage('b', { do: 'report', times: 1 })];
  const { report, of } = await folder.run(1, stages, {
    onEvent: ({ kind }) => {
      if (kind === 'stage-finished') folder.takenBy.delete('a');
    },
  });
  expect(report.finished).toEqual(['b', 'a']);
  expect(of('stage-elsewhere')).toEqual([{ kind: 'stage-elsewhere', id: 'a' }]);
});

test('a stop does not wait for the stages of others', async () => {
  const folder = new Folder();
  folder.takenBy.set('a', 2);
  const controller = new AbortController();
  const { report } = await folder.run(1, [stage('a', { do: 'report', times: 1 })], {
    signal: controller.signal,
    onEvent: ({ kind }) => kind === 'stage-elsewhere' && controller.abort(),
  });
  expect(report).toMatchObject({ finished: [], skipped: [], stopped: true });
});

test('claims are given back by stages that fail, that die, and when the run is given up', async () => {
  const folder = new Folder();
  const bad = [
    stage('a', { do: 'throw', message: 'no' }),
    stage('b', { do: 'exit', untilCell: 9 }),
  ];
  const { report } = await folder.run(1, bad);
  expect(report.failed.map(({ id }) => id).sort()).toEqual(['a', 'b']);
  expect(folder.takenBy.size).toBe(0);

  const wrong = folder.run(1, [stage('c', { do: 'wait-for-stop' })], {
    onEvent: ({ kind }) => {
      if (kind === 'stage-progress') throw new Error('nobody listens');
    },
  });
  await expect(wrong).rejects.toThrow('nobody listens');
  expect(folder.takenBy.size).toBe(0);
});

test('a stage that was made between the look and the claim is not made again', async () => {
  const folder = new Folder();
  const claims = folder.claimsOf(1);
  const { report } = await folder.run(1, [stage('a', { do: 'report', times: 1 })], {
    claims: { ...claims, claim: (id) => (folder.made.add(id), claims.claim(id)) },
  });
  expect(report).toMatchObject({ finished: [], skipped: ['a'] });
  expect(folder.takenBy.size).toBe(0);
});
