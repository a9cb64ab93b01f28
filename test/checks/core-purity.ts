import { blank } from './blank.ts';
import { importsOf } from './imports.ts';
import { lineAt, type Finding, type Repo } from './repo.ts';
import { isTest } from './workspaces.ts';

/** Packages that give the same bits everywhere and also run in a browser. */
export const CORE: readonly string[] =
  'graph models random lottery analyses training engine safetensors aggregate claims datasets'.split(
    ' ',
  );

/** Engines may round the others differently in the last bit. */
export const ALLOWED_MATH: readonly string[] =
  'abs sqrt fround floor ceil trunc round min max imul clz32'.split(' ');

const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/\*\*=?/g, "'**': multiply, or use exp and log of @sweepstake/random"],
  [
    /(?<![.\w$#])(?:process|Date|performance|window|document|crypto)\b(?!\s*\??:)/g,
    'no process, clock, entropy or page in a core package: pass it in',
  ],
  [
    new RegExp(`\\b(?:Math|Mathf|NativeMath)\\b(?!\\.(?:${ALLOWED_MATH.join('|')})\\b)`, 'g'),
    `of Math only ${ALLOWED_MATH.join(', ')}`,
  ],
];

/** Math functions, `**`, Node's modules and ambient state in the sources of core packages. */
export function corePurity(repo: Repo): Finding[] {
  const findings: Finding[] = [];
  for (const path of repo.paths.filter(isCore)) {
    const source = repo.text(path);
    const code = blank(source);
    for (const [pattern, remedy] of FORBIDDEN) {
      for (const match of code.matchAll(pattern)) {
        const found = code.slice(match.index).match(/^[\w.]+|^\S+/)?.[0] ?? match[0];
        findings.push(`${path}:${lineAt(source, match.index)} ${found}: ${remedy}`);
      }
    }
    for (const { specifier, line } of importsOf(source)) {
      if (!specifier.startsWith('node:')) continue;
      findings.push(`${path}:${line} ${specifier}: core packages do not import Node's modules`);
    }
  }
  return findings;
}

function isCore(path: string): boolean {
  const [, name, rest] = path.match(/^packages\/([^/]+)\/((?:src|assembly)\/.*\.ts)$/) ?? [];
  if (name === undefined || rest === undefined || !CORE.includes(name) || isTest(path))
    return false;
  return (
    !(['datasets', 'engine'].includes(name) && rest.startsWith('src/node/')) &&
    !path.endsWith('.generated.ts')
  );
}
