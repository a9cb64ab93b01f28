import { lineAt, type Finding, type Repo } from './repo.ts';

/** Written in pieces, so that this file does not hold what it looks for. */
const PATTERNS: readonly RegExp[] = [
  new RegExp(`(?<![\\w.])/(?:${['work', 'root', 'Users'].join('|')})/\\w`, 'g'),
  new RegExp(['[A-Z]:', 'Users'].join('\\\\+'), 'g'),
  new RegExp(`\\b(?:${['registry', 'npm', 'artifactory'].join('|')})\\.[\\w-]+\\.\\w`, 'g'),
  new RegExp(['(?:_auth', 'Token|_pass', 'word)\\s*='].join(''), 'g'),
  new RegExp(['^\\s*', 'registry', '\\s*='].join(''), 'gm'),
];

/**
 * Paths of one machine, hosts of package registries and credentials in files; addresses in the lock file. `places`
 * are names of the machine at hand: the folder of its checkout, the host of its registry.
 */
export function foreignPlaces(repo: Repo, places: readonly string[] = []): Finding[] {
  const findings: Finding[] = [];
  for (const path of repo.paths) {
    const text = repo.text(path);
    for (const pattern of PATTERNS) {
      for (const match of text.matchAll(pattern)) {
        findings.push(`${path}:${lineAt(text, match.index)} '${match[0]}': a place of one machine`);
      }
    }
    for (const place of places) {
      const at = text.indexOf(place);
      if (at >= 0) findings.push(`${path}:${lineAt(text, at)} '${place}': a place of this machine`);
    }
    if (!path.endsWith('package-lock.json')) continue;
    for (const match of text.matchAll(/"resolved": "[a-z+]+:[^"]*"/g)) {
      findings.push(`${path}:${lineAt(text, match.index)} ${match[0]}: .npmrc has it left out`);
    }
  }
  return findings;
}
