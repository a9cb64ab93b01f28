import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** SHA-256 of every file below a folder that a pattern names, by relative path. */
export function hashesIn(folder: string, pattern = '**/*'): Record<string, string> {
  const files = globSync(pattern, { cwd: folder }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  return Object.fromEntries(
    files.toSorted().map((path) => {
      return [
        path,
        createHash('sha256')
          .update(readFileSync(join(folder, path)))
          .digest('hex'),
      ];
    }),
  );
}

/** Looks at published stages again and again: a second publication would put another file in a stage's place. */
export class StageWatch {
  readonly #folder: string;
  readonly #inodes = new Map<string, bigint>();
  readonly #timer: NodeJS.Timeout;
  /** Stages that were seen as two files, one after the other, or that went away. */
  readonly changed: string[] = [];

  constructor(folder: string) {
    this.#folder = folder;
    this.#timer = setInterval(() => this.look(), 50);
  }

  look(): void {
    for (const path of globSync('stages/*/*.stage', { cwd: this.#folder })) {
      const { ino } = statSync(join(this.#folder, path), { bigint: true });
      const before = this.#inodes.get(path) ?? ino;
      if (before !== ino) this.changed.push(path);
      this.#inodes.set(path, ino);
    }
    for (const path of this.#inodes.keys())
      if (!existsSync(join(this.#folder, path))) this.changed.push(`${path} is gone`);
  }

  get size(): number {
    return this.#inodes.size;
  }

  end(): void {
    clearInterval(this.#timer);
    this.look();
  }
}
