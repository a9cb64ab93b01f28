import { bundle } from './bundle.ts';
import { carriedNode } from './carried-node.ts';
import { LAUNCHER, readme } from './launcher.ts';
import { licences } from './licences.ts';
import type { PackedFile } from './packed-file.ts';

/** Every file of the archive, by path: the launcher, Node, the scripts with what lies beside them, and texts. */
export async function packFiles(name: string, version: string): Promise<PackedFile[]> {
  const node = carriedNode();
  const { files, sources } = await bundle();
  // The scripts read their version here, and Node that they are modules.
  const manifest = { name: 'sweepstake', version, type: 'module', private: true };
  const packed: PackedFile[] = [
    { path: 'sweepstake', content: LAUNCHER, executable: true },
    { path: 'bin/node', content: { copyOf: node }, executable: true },
    { path: 'package.json', content: `${JSON.stringify(manifest, null, 2)}\n` },
    { path: 'README.txt', content: readme(name) },
    { path: 'LICENSES.txt', content: licences(sources, node) },
    ...files.map(({ name: file, content }) => ({ path: `lib/${file}`, content })),
  ];
  return packed.sort((a, b) => (a.path < b.path ? -1 : 1));
}
