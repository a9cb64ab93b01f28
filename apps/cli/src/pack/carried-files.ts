import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Plugin } from 'rolldown';
import { notAsExpected } from '../errors.ts';

/** A module that reads files beside itself, or in a package, as it must read in a flat folder without packages. */
interface Change {
  /** End of the module's path. */
  readonly module: RegExp;
  readonly from: RegExp;
  readonly to: string;
  /** The files that it then finds beside all scripts; `require` resolves from the module. */
  files(require: NodeJS.Require, module: string): readonly string[];
  /** A script that it starts under another name. */
  readonly script?: { readonly from: string; readonly name: string };
}

const FONTS = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'];

const CHANGES: readonly Change[] = [
  {
    // Its worker script would have the name of ours.
    module: /piscina[\\/]dist[\\/]index\.js$/,
    from: /'worker\.js'/g,
    to: "'piscina-worker.js'",
    files: () => [],
    script: { from: 'worker.js', name: 'piscina-worker.js' },
  },
  {
    module: /figures[\\/](?:src|dist)[\\/]fonts\.[jt]s$/,
    from: /\bresolve\((['"])dejavu-fonts-ttf\/ttf\/([\w-]+\.ttf)\1\)/g,
    to: '`${import.meta.dirname}/$2`',
    files: (require) => FONTS.map((name) => require.resolve(`dejavu-fonts-ttf/ttf/${name}`)),
  },
  {
    // It looks beside itself first; left as it is, the bundler would rewrite that path.
    module: /@resvg[\\/]resvg-js[\\/]js-binding\.js$/,
    from: /\brequire\(("\.\/[\w.-]+\.node")\)/g,
    to: 'require("node:module").createRequire(__filename)($1)',
    files: nativeParts,
  },
  {
    module: /tfjs-backend-wasm[\\/]dist[\\/]tf-backend-wasm\.node\.js$/,
    from: /(?<=scriptDirectory\s*=\s*)__dirname\b/g,
    to: '__dirname',
    // Of its three files the one for a single thread with SIMD, without which nothing here runs.
    files: (_, module) => [join(dirname(module), 'tfjs-backend-wasm-simd.wasm')],
  },
];

/**
 * Puts files that modules read (fonts, wasm, native parts) beside all scripts, and changes these modules to find them
 * there; `take` is told their paths. Throws at the end where a module was not found as it is known, after an update for
 * example.
 */
export function carriedFiles(take: (file: string) => void): Plugin {
  const done = new Set<Change>();
  return {
    name: 'carried-files',
    transform(code, id) {
      const change = CHANGES.find(({ module }) => module.test(id));
      if (change === undefined || code.search(change.from) < 0) return null;
      const { script, from, to } = change;
      done.add(change);
      for (const file of change.files(createRequire(id), id)) {
        take(file);
        this.emitFile({ type: 'asset', fileName: basename(file), source: readFileSync(file) });
      }
      if (script !== undefined)
        this.emitFile({ type: 'chunk', id: join(dirname(id), script.from), fileName: script.name });
      return code.replaceAll(from, to);
    },
    buildEnd() {
      const missed = CHANGES.find((change) => !done.has(change));
      if (missed !== undefined) throw notAsExpected(String(missed.module), String(missed.from));
    },
  };
}

/** The native parts of resvg that are installed: one, or two on a machine with both C libraries. */
function nativeParts(require: NodeJS.Require): readonly string[] {
  const manifest = require('@resvg/resvg-js/package.json') as {
    optionalDependencies: Record<string, string>;
  };
  const found = Object.keys(manifest.optionalDependencies).flatMap((name) => {
    try {
      return [require.resolve(name)];
    } catch {
      return [];
    }
  });
  if (found.length === 0) throw notAsExpected('@resvg/resvg-js', 'a native part for this machine');
  return found;
}
