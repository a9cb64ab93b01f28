import { blank } from './blank.ts';
import { importsOf } from './imports.ts';
import { lineAt, type Finding, type Repo } from './repo.ts';

/** Relative imports name the file with its extension; an index says by name what it exports. */
export function importStyle(repo: Repo): Finding[] {
  const findings: Finding[] = [];
  const sources = repo.paths.filter((p) => p.endsWith('.ts') && !p.includes('/assembly/'));
  for (const path of sources) {
    const source = repo.text(path);
    for (const { specifier, line } of importsOf(source)) {
      if (!/^\.\.?\//.test(specifier) || /\.(?:ts|json)$/.test(specifier)) continue;
      findings.push(`${path}:${line} '${specifier}': write the extension, .ts`);
    }
    if (!path.endsWith('/index.ts')) continue;
    for (const match of blank(source).matchAll(/\bexport\s*\*/g)) {
      findings.push(`${path}:${lineAt(source, match.index)} export *: name what is exported`);
    }
  }
  return findings;
}
