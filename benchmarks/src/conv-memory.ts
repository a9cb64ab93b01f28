import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Bench } from './bench-options.ts';
import { met, settingsOf } from './conv-crew.ts';
import { describeSetting } from './conv-setting.ts';
import { pinned } from './pin.ts';
import type { MemoryOrder, MemoryResult } from './ours/memory-process.ts';

const PROCESS = fileURLToPath(new URL('./ours/memory-process.ts', import.meta.url));
/** Of VGG-19 at batch 64. */
const TARGET = { network: 'vgg-19', megabytes: 1500 } as const;

/** Peak memory of a process that trains one network, data set included. */
export const convMemory: Bench = async (report, options) => {
  const { quick, core, backend } = options;
  const settings = settingsOf(options, quick ? ['conv-2'] : undefined);
  const results: MemoryResult[] = [];
  for (const { name } of settings) {
    report.progress(name);
    results.push(await measure({ network: name, steps: quick ? 1 : 3, backend }, core));
  }
  report.text(
    `One process per network: Node, CIFAR-10 as bytes (184 MB), and a strict session that makes training steps dense, evaluates 1,000 examples, exports its state, and is closed; then a second session in the same process, which trains with 20% of every weight tensor, as a worker goes from stage to stage. VmHWM, the largest resident size of the whole process so far. ${settings.map(describeSetting).join('; ')}.`,
  );
  const mb = (bytes: number): string => (bytes / 1e6).toFixed(0);
  report.table(
    [
      'peak MB',
      'data alone',
      'opened',
      'trained dense',
      'evaluated',
      'exported',
      'trained at 20%',
      'target',
      'met',
    ],
    results.map(({ network, data, opened, dense, evaluated, exported, sparse }) => {
      const judged = network === TARGET.network;
      return [
        network,
        ...[data, opened, dense, evaluated, exported, sparse].map(mb),
        judged ? `under ${TARGET.megabytes}` : '',
        judged ? met(sparse < TARGET.megabytes * 1e6) : '',
      ];
    }),
  );
};

async function measure(order: MemoryOrder, core: number | undefined): Promise<MemoryResult> {
  const args = ['--conditions=@sweepstake/source', PROCESS, JSON.stringify(order)];
  const child = spawn(...pinned(core, process.execPath, args), {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    return JSON.parse(line) as MemoryResult;
  }
  throw new Error(`the process that trained ${order.network} ended without a result`);
}
