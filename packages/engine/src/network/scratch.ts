import type { Arena } from '../arena.ts';

/** Memory that tasks use while they run and that holds nothing afterwards. Steps ask for it before it is placed. */
export class Scratch {
  readonly #arena: Arena;
  /** Whether tasks run at the same time: each has its own place then. */
  readonly #apart: boolean;
  readonly #shared = new Map<string, { at: number; size: number }>();
  readonly #places = new Map<string, number>();
  #bytes = 0;

  constructor(arena: Arena, apart: boolean) {
    this.#arena = arena;
    this.#apart = apart;
  }

  /** Asks for a number of bytes; the largest wish counts. */
  need(bytes: number): void {
    this.#bytes = Math.max(this.#bytes, bytes);
  }

  /** Address for the task of a panel (and, where one panel has several, of one of them). */
  at(panel: number, part = 0): number {
    const key = this.#apart ? `${panel} ${part}` : '';
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const at = this.#arena.place(this.#bytes);
    this.#places.set(key, at);
    return at;
  }

  /** Memory under a name that steps use one after another; it grows by being placed anew. */
  share(name: string, size: number): number {
    const known = this.#shared.get(name);
    if (known !== undefined && known.size >= size) return known.at;
    const at = this.#arena.place(size);
    this.#shared.set(name, { at, size });
    return at;
  }
}
