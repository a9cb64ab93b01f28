import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fact } from '@sweepstake/report';

/** What this process is: program, revision where it runs from a checkout, machine, Node. */
export function madeHere(version: string): Fact[] {
  const revision = revisionHere();
  const model = cpus()[0]?.model.trim() ?? process.arch;
  const memory = Math.round(totalmem() / 2 ** 30);
  return [
    { label: 'Program', value: `sweepstake ${version}` },
    ...(revision === null ? [] : [{ label: 'Revision', value: revision }]),
    { label: 'Machine', value: `${availableParallelism()} cores of ${model}, ${memory} GB` },
    { label: 'Node', value: `${process.versions.node} on ${process.platform}-${process.arch}` },
  ];
}

/** Of the checkout that this program is in; null in an installed package, or where git is not there. */
function revisionHere(): string | null {
  const manifest = fileURLToPath(new URL('../../package.json', import.meta.url));
  try {
    const git = (...args: readonly string[]): string =>
      execFileSync('git', args, {
        cwd: dirname(manifest),
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim();
    // An installed package may lie in a checkout of something else.
    git('ls-files', '--error-unmatch', manifest);
    return git('rev-parse', 'HEAD');
  } catch {
    return null;
  }
}
