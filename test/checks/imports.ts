import { blank } from './blank.ts';
import { lineAt } from './repo.ts';

/** An import, a re-export or a dynamic import with a literal name. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
}

const IMPORT = /\b(?:from|import)\s*\(?\s*(['"])( *)\1/g;

/** Every module that a source names: static, type-only, dynamic and re-exported. */
export function importsOf(source: string): Import[] {
  const code = blank(source);
  return [...code.matchAll(IMPORT)].map((match) => {
    const end = match.index + match[0].length - 1;
    const specifier = source.slice(end - (match[2]?.length ?? 0), end);
    return { specifier, line: lineAt(source, match.index) };
  });
}

/** The package of a bare specifier; null for relative paths and Node's own modules. */
export function packageOf(specifier: string): string | null {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return null;
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
