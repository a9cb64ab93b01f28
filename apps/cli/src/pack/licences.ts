import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isOwn } from './own-modules.ts';

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
}

/**
 * The licences of everything that others wrote and the archive holds, one after the other in the order of the names:
 * of Node, and of every package that one of `sources` (paths of files) belongs to.
 */
export function licences(sources: readonly string[], node: string): string {
  const texts = new Map<string, string>([nodeLicence(node)]);
  const folders = new Set(sources.filter((file) => !isOwn(file)).flatMap(packageFolder));
  for (const folder of folders) {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
    const found = readdirSync(folder).filter((name) =>
      /^(?:licen[cs]e|copying|notice)/i.test(name),
    );
    const text = found.sort().map((name) => readFileSync(join(folder, name), 'utf8').trim());
    const title = `${manifest.name} ${manifest.version} (${manifest.license ?? 'see below'})`;
    texts.set(title, text.join('\n\n') || 'Its package holds no text of the licence.');
  }
  const line = '-'.repeat(80);
  return [...texts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([title, text]) => `${line}\n${title}\n${line}\n\n${text}\n`)
    .join('\n');
}

/** The package's own folder, where its manifest has a name; folders inside may hold manifests without one. */
function packageFolder(file: string): string[] {
  const inside = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(file);
  return inside?.[1] === undefined ? [] : [inside[1]];
}

/** The distributions of Node have it beside `bin`; the npm package has not. */
function nodeLicence(node: string): [title: string, text: string] {
  const file = join(dirname(node), '..', 'LICENSE');
  const version = process.versions.node;
  const text = existsSync(file)
    ? readFileSync(file, 'utf8').trim()
    : `Node.js and what it contains: https://github.com/nodejs/node/blob/v${version}/LICENSE`;
  return [`Node.js ${version}`, text];
}
