import { execFile } from 'node:child_process';
import type { ExecFileException } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { nativeVariables } from './native-variables.ts';
import type { TrialReport } from './trial.ts';

/** Milliseconds; a trial takes about one second, the first one on a slow disk longer. */
const PATIENCE = 120_000;

/** How a trial ended. */
export type Trial =
  | { readonly works: true; readonly report: TrialReport }
  | { readonly works: false; readonly why: string };

/** Trains a few steps with the tfjs-node of this folder, in a child process: one that crashes harms nobody. */
export function tryTfjsNode(path: string, signal?: AbortSignal): Promise<Trial> {
  const script = fileURLToPath(
    new URL(import.meta.url.endsWith('.ts') ? './trial.ts' : './trial.js', import.meta.url),
  );
  const { NODE_OPTIONS: _, ...rest } = process.env;
  const env = { ...rest, ...nativeVariables(1) };
  return new Promise((resolve) => {
    const options = { env, timeout: PATIENCE, maxBuffer: 2 ** 24, ...(signal && { signal }) };
    execFile(process.execPath, [script, path], options, (error, stdout, stderr) => {
      const line = stdout.trim().split('\n').at(-1) ?? '';
      if (error === null && line.startsWith('{'))
        return resolve({ works: true, report: JSON.parse(line) as TrialReport });
      resolve({ works: false, why: reasonOf(error, stderr) });
    });
  });
}

/** The line that says most: that of the error, else how the process ended. */
function reasonOf(error: ExecFileException | null, text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const said = lines.find((line) => /^(?:\w*Error\b.*:|.*undefined symbol)/.test(line));
  const ended =
    typeof error?.signal === 'string'
      ? `its process was ended by ${error.signal}`
      : `its process ended with status ${error?.code ?? 0} and no answer`;
  return (said ?? ended).slice(0, 500);
}
