import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { StagesOrder, StagesResult } from './order.ts';

const PROCESS = fileURLToPath(new URL('./stages-process.ts', import.meta.url));

/** Runs orders at the same time, each in a process of its own; all start once all have loaded their data. */
export async function runOrders(orders: readonly StagesOrder[]): Promise<StagesResult[]> {
  const children = orders.map((order) => {
    const args = ['--conditions=@sweepstake/source', PROCESS, JSON.stringify(order)];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
  });
  const next = async ({ lines }: (typeof children)[number]): Promise<string> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error('a process that ran stages ended without a result');
    return value as string;
  };
  await Promise.all(children.map(next));
  for (const { child } of children) child.stdin.end('go\n');
  const results = await Promise.all(children.map(next));
  return results.map((line) => {
    const result = JSON.parse(line) as StagesResult;
    if (result.failed.length > 0) throw new Error(`a stage failed: ${result.failed[0]}`);
    return result;
  });
}
