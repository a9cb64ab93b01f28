import { closeSync, fsyncSync, linkSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { basename, join } from 'node:path';
import { claimAt, isStale } from './claims.ts';
import { codeOf, makeFolder, writing } from './durable.ts';
import { isAbsent } from './entries.ts';
import { noLinks } from './errors.ts';
import { nameOf, self } from './identity.ts';
import { paths as pathsOf } from './paths.ts';
import type { Paths } from './paths.ts';
import { seal } from './sealed.ts';
import { takeAway } from './take-away.ts';
import { temporary } from './temporaries.ts';

export interface OwnerOptions {
  /** Seconds between two signs of life; default 15. */
  readonly heartbeat?: number;
  /** Signs of life that another owner misses before its claims are taken over; default 8. */
  readonly missed?: number;
  /** Told of a sign of life that could not be written: others may take over, which costs double work and nothing else. */
  readonly onMissedBeat?: (error: unknown) => void;
}

/** A process that carries out stages of a run folder, as other processes see it. */
export interface Owner {
  /** Name of its file in `owners`. */
  readonly name: string;
  /**
   * Claims a stage: true where it is this owner's now, or was already; false where another, living one has it.
   * A stale claim is taken over. Does not look whether the stage is finished.
   */
  claim(id: string): boolean;
  /** Gives a claim back; nothing happens where it is not this owner's any more. */
  release(id: string): void;
  /** A sign of life now; one is given every `heartbeat` seconds while the event loop turns. */
  beat(): void;
  /** Gives all claims back and removes the owner's file. */
  close(): void;
}

/** Seconds between two signs of life, and how many may be missing. */
export const OWNER_DEFAULTS = { heartbeat: 15, missed: 8 } as const;

let opened = 0;

/**
 * Makes this process an owner of stages. A stage is claimed by a hard link to the owner's file, which is atomic on
 * network file systems as well; since all claims are the same file, one write to it is a sign of life for all.
 * Claims only avoid double work: results are the same whoever makes them.
 *
 * Throws `SWEEPSTAKE_STORE_NO_LINKS` where the file system has no hard links.
 */
export function openOwner(store: { readonly root: string }, options: OwnerOptions = {}): Owner {
  return new OwnerFile(pathsOf(store.root), options);
}

class OwnerFile implements Owner {
  readonly name: string;
  readonly #paths: Paths;
  readonly #path: string;
  readonly #content: Buffer;
  readonly #heartbeat: number;
  readonly #staleAfter: number;
  readonly #onMissedBeat: ((error: unknown) => void) | undefined;
  readonly #timer: NodeJS.Timeout;
  readonly #held = new Set<string>();
  #fd: number;
  /** When it last gave a sign of life, by `performance.now()`. */
  #beaten = 0;

  constructor(paths: Paths, options: OwnerOptions) {
    const { heartbeat = OWNER_DEFAULTS.heartbeat, missed = OWNER_DEFAULTS.missed } = options;
    const identity = self();
    // Two owners of one process, as in tests, have files of their own.
    const name = opened++ === 0 ? nameOf(identity) : `${nameOf(identity)}.${opened}`;
    this.name = name;
    this.#paths = paths;
    this.#path = join(paths.owners, name);
    this.#content = Buffer.from(seal({ ...identity, heartbeat }));
    this.#heartbeat = heartbeat;
    this.#staleAfter = heartbeat * missed;
    this.#onMissedBeat = options.onMissedBeat;
    this.#fd = this.#create();
    this.#checkLinks();
    this.#timer = setInterval(() => this.#tryToBeat(), heartbeat * 1000);
    this.#timer.unref();
  }

  claim(id: string): boolean {
    const target = this.#paths.claim(id);
    return writing(this.#paths.root, `the claim of stage ${id}`, () => {
      const mine = this.#link(target) || this.#takeOver(target);
      if (mine) this.#held.add(id);
      return mine;
    });
  }

  release(id: string): void {
    this.#held.delete(id);
    const target = this.#paths.claim(id);
    if (this.#isMine(target)) rmSync(target, { force: true });
  }

  beat(): void {
    // Written, not touched: a time that is set comes from this machine's clock, that of a write from the file server's.
    writeSync(this.#fd, this.#content, 0, this.#content.byteLength, 0);
    fsyncSync(this.#fd);
    this.#beaten = performance.now();
  }

  close(): void {
    clearInterval(this.#timer);
    for (const id of this.#held) this.release(id);
    rmSync(this.#path, { force: true });
    closeSync(this.#fd);
  }

  /** Milliseconds by the file server's clock: the time of our last sign of life, and what has passed since. */
  #now(): number {
    if (performance.now() - this.#beaten > 500 * this.#heartbeat) this.beat();
    const beaten = statOf(this.#path)?.mtimeMs;
    return Number(beaten ?? 0) + performance.now() - this.#beaten;
  }

  #tryToBeat(): void {
    try {
      this.beat();
    } catch (error) {
      this.#onMissedBeat?.(error);
    }
  }

  #create(): number {
    return writing(this.#paths.root, 'the owner file', () => {
      makeFolder(this.#paths.owners);
      makeFolder(this.#paths.claims);
      // A file that is there is of a process of the same name that is gone.
      rmSync(this.#path, { force: true });
      const fd = openSync(this.#path, 'wx+');
      writeSync(fd, this.#content, 0, this.#content.byteLength, 0);
      fsyncSync(fd);
      this.#beaten = performance.now();
      return fd;
    });
  }

  #checkLinks(): void {
    const trial = temporary(this.#paths.tmp, 'link');
    try {
      linkSync(this.#path, trial);
    } catch (error) {
      const code = codeOf(error) ?? '';
      if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) throw error;
      closeSync(this.#fd);
      rmSync(this.#path, { force: true });
      throw noLinks(this.#paths.root, code);
    } finally {
      rmSync(trial, { force: true });
    }
  }

  /** False where the claim exists and is another's. */
  #link(target: string): boolean {
    try {
      linkSync(this.#path, target);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return this.#isMine(target);
      if (!isAbsent(error)) throw error;
      // Somebody cleaned up, taking this owner for dead.
      closeSync(this.#fd);
      this.#fd = this.#create();
      linkSync(this.#path, target);
      return true;
    }
  }

  /** The same file, also where a network file system reported a link that it had made as one that existed. */
  #isMine(target: string): boolean {
    const there = statOf(target);
    const own = statOf(this.#path);
    return there !== null && own !== null && there.ino === own.ino && there.dev === own.dev;
  }

  #takeOver(target: string): boolean {
    const id = basename(target);
    const claim = claimAt(target, id);
    // It was given back meanwhile.
    if (claim === null) return this.#link(target);
    if (!isStale(claim, this.#now(), this.#staleAfter)) return false;
    return takeAway(this.#paths, claim) && this.#link(target);
  }
}

const statOf = (path: string): BigIntStats | null =>
  statSync(path, { bigint: true, throwIfNoEntry: false }) ?? null;
