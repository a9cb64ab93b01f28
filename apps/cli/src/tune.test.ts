import { expect, test } from 'vitest';
import { command, filesIn, testFolder } from './testing/command.ts';

interface Report {
  readonly layers: readonly {
    readonly layer: string;
    readonly threshold: string;
    readonly denseForm: string;
    readonly times: readonly { density: number; dense: number; sparse: number }[];
    readonly crossing: { density: number; found: string };
  }[];
  readonly committed: Record<string, number>;
  readonly proposed: Record<string, number>;
}

test.concurrent('tune measures every threshold but that of first layers, and writes nothing', async () => {
  const folder = testFolder();
  const { status, stdout } = await command(folder, ['tune', '--quick', '--json']);
  expect(status).toBe(0);
  const { layers, committed, proposed, ...rest } = JSON.parse(stdout) as Report;
  expect(rest).toMatchObject({ quick: true, batch: 20, machine: { node: process.versions.node } });
  expect(layers.map(({ threshold }) => threshold)).toEqual(['hidden', 'direct', 'winograd']);
  for (const { times, crossing, denseForm } of layers) {
    expect(times.map(({ density }) => density)).toEqual([0.1, 0.3, 0.5, 0.7, 0.9]);
    expect(['between', 'below', 'above']).toContain(crossing.found);
    expect(denseForm).toMatch(/^dense /);
  }
  expect(Object.keys(committed)).toEqual(['input', 'hidden', 'direct', 'winograd']);
  expect(Object.keys(proposed)).toEqual(['hidden', 'direct', 'winograd']);
  for (const value of Object.values(proposed)) {
    expect(value).toBeGreaterThan(0);
    expect(value).toBeLessThanOrEqual(1);
  }
  expect(filesIn(folder)).toEqual({});
});

test.concurrent('its table stands beside the committed thresholds and says what adopting means', async () => {
  const { status, stdout } = await command(testFolder(), ['tune', '--quick']);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^layer +dense form +10% +30% +50% +70% +90% +equal at$/m);
  expect(stdout).toMatch(/^dense from +committed +proposed here\nhidden +0\.75 +[01]/m);
  expect(stdout).toContain('adopting others is a new numerics');
  expect(stdout).toContain('packages/engine/src/network/plan-convolution.ts');
});
