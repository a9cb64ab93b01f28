import { fileURLToPath } from 'node:url';
import { noBundler, unresolvedImport } from '../errors.ts';
import { carriedFiles } from './carried-files.ts';
import { chunkNames } from './chunks.ts';
import { foldFacades } from './fold-facades.ts';
import { isOwn } from './own-modules.ts';
import { threadEntries } from './thread-entries.ts';

/** Scripts and what lies beside them, in one flat folder. */
export interface Bundle {
  readonly files: readonly { readonly name: string; readonly content: string | Uint8Array }[];
  /** Paths of every module in the scripts, and of the files that were copied. */
  readonly sources: readonly string[];
}

/** Native parts of one platform come as files; the bundler itself is not carried. */
const LEFT_OUT = [
  /\.node$/,
  /^@resvg\/resvg-js-/,
  /^(?:rolldown|msgpackr-extract|canvas|@napi-rs\/nice)$/,
];

/**
 * The whole command as a few scripts, `sweepstake.js` and those of its threads and processes, with every package that
 * they use: from TypeScript sources where this runs from sources, else from `dist`.
 */
export async function bundle(): Promise<Bundle> {
  const fromSources = import.meta.url.endsWith('.ts');
  const entry = fileURLToPath(new URL(`../cli.${fromSources ? 'ts' : 'js'}`, import.meta.url));
  const { rolldown } = await import('rolldown').catch((error: unknown) => {
    throw noBundler(error);
  });
  const copied: string[] = [];
  const build = await rolldown({
    input: { sweepstake: entry },
    platform: 'node',
    // Otherwise scripts hold the paths of their modules on this machine.
    experimental: { attachDebugInfo: 'none' },
    preserveEntrySignatures: 'allow-extension',
    resolve: {
      conditionNames: [...(fromSources ? ['@sweepstake/source'] : []), 'node'],
    },
    transform: { define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' } },
    external: LEFT_OUT,
    plugins: [threadEntries(isOwn), carriedFiles((file) => copied.push(file))],
    onLog(_, log) {
      if (log.code === 'UNRESOLVED_IMPORT') throw unresolvedImport(log.message);
    },
  });
  const { output } = await build.generate({
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    strictExecutionOrder: true,
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [{ name: chunkNames(isOwn), debugName: 'program' }],
    },
  });
  await build.close();
  const scripts = new Map<string, string>();
  const files: { name: string; content: string | Uint8Array }[] = [];
  for (const file of output) {
    if (file.type === 'chunk') scripts.set(file.fileName, file.code);
    else files.push({ name: file.fileName, content: file.source });
  }
  for (const [name, content] of foldFacades(scripts)) files.push({ name, content });
  const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
  return { files: files.sort(byName), sources: [...modules, ...copied] };
}

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
