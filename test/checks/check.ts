/** `npm run check`: rules about the whole repository that neither the linter nor the compiler knows. */
import { fileURLToPath } from 'node:url';
import { corePurity } from './core-purity.ts';
import { declaredDependencies } from './declared-dependencies.ts';
import { dependencyDirection } from './dependency-direction.ts';
import { fileLength, fileLengths } from './file-length.ts';
import { foreignPlaces } from './foreign-places.ts';
import { importStyle } from './import-style.ts';
import { kernelsCurrent } from './kernels-current.ts';
import { oneVersion } from './one-version.ts';
import { readRepo, type Finding } from './repo.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const repo = readRepo(root);
const registry = process.env['npm_config_registry'];
const places = [root, ...(registry ? [new URL(registry).host] : [])];
const longest = fileLengths(repo)
  .slice(0, 3)
  .map(({ path, lines }) => `${path} ${lines}`);

const checks: readonly (readonly [string, () => Finding[]])[] = [
  ['arrows between packages point one way', () => dependencyDirection(repo)],
  ['declared dependencies are those imported', () => declaredDependencies(repo)],
  ['core packages are pure', () => corePurity(repo)],
  ['imports carry .ts, exports are named', () => importStyle(repo)],
  [`files are short (${longest.join(', ')})`, () => fileLength(repo)],
  ['embedded kernels are current', () => kernelsCurrent(root)],
  ['no place of one machine', () => foreignPlaces(repo, places)],
  ['one version of each dependency', () => oneVersion(repo)],
];

let failed = 0;
for (const [name, check] of checks) {
  const findings = check();
  console.log(`${findings.length === 0 ? 'ok    ' : 'failed'} ${name}`);
  for (const finding of findings) console.log(`         ${finding}`);
  if (findings.length > 0) failed++;
}
process.exitCode = failed > 0 ? 1 : 0;
