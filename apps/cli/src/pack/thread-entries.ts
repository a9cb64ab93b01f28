import { existsSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { Plugin } from 'rolldown';
import { ambiguousEntry } from '../errors.ts';

/** A script beside a module, named in a string: `'./worker.js'`, `./main.${extension}`; the `.ts` ones come from sources. */
const NAMED = /(?<!\bfrom |\bimport |\bimport\()(['"`])\.\/([\w-]+)\.(?:js|ts|\$\{extension\})\1/g;

/**
 * Modules of ours that start a thread or a process name its script in a string beside `import.meta.url`, which a
 * bundler does not follow. This makes every such script an entry of its own beside all others, so that the same string
 * finds it. `own` says which modules are ours. Throws where two scripts would get the same name.
 */
export function threadEntries(own: (id: string) => boolean): Plugin {
  const scripts = new Map<string, string>();
  return {
    name: 'thread-entries',
    transform(code, id) {
      if (!own(id) || !code.includes('import.meta.url')) return null;
      for (const [, , name] of code.matchAll(NAMED)) {
        const script = join(dirname(id), `${name}${extname(id)}`);
        if (!existsSync(script)) continue;
        const file = `${basename(script, extname(script))}.js`;
        const known = scripts.get(file) ?? script;
        if (known !== script) throw ambiguousEntry(file, known, script);
        if (scripts.has(file)) continue;
        scripts.set(file, script);
        this.emitFile({ type: 'chunk', id: script, fileName: file });
      }
      return null;
    },
  };
}
