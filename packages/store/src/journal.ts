import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from './canonical-json.ts';
import { makeFolder, writing } from './durable.ts';
import { entries } from './entries.ts';
import { nameOf, self } from './identity.ts';
import { paths as pathsOf } from './paths.ts';
import { sha256 } from './stage-id.ts';

/** What became of a stage in one process. */
export interface JournalEvent {
  readonly kind: 'started' | 'finished' | 'failed' | 'stopped' | 'checkpointed';
  /** Of the stage. */
  readonly id: string;
  /** Milliseconds since 1970 by the clock of the machine; what `append` adds where it is not given. */
  readonly at?: number;
  /** How long it took: the stage, or the writing of the checkpoint. */
  readonly seconds?: number;
  /** Of a training at its checkpoint. */
  readonly iteration?: number;
  readonly bytes?: number;
  readonly worker?: number;
  /** Why it failed, or what was wrong with a checkpoint that was not used. */
  readonly reason?: string;
}

/** What one process wrote down, in order. */
export interface JournalFile {
  /** `<host>-<pid>-<start>`. */
  readonly name: string;
  readonly events: readonly (JournalEvent & { readonly at: number })[];
  /** Numbers, from 1, of lines that are damaged; a last line that a crash cut off is no damage, and not used. */
  readonly damaged: readonly number[];
}

/** The journal of this process. */
export interface Journal {
  readonly path: string;
  /** Adds a line; it is with the operating system when this returns, and survives the process. */
  append(event: JournalEvent): void;
  close(): void;
}

/** Opens the journal of this process in a run folder; its file is made with the first line. */
export function openJournal(store: { readonly root: string }): Journal {
  const { root, journal } = pathsOf(store.root);
  const path = join(journal, `${nameOf(self())}.jsonl`);
  let fd: number | undefined;
  return {
    path,
    append(event) {
      writing(root, 'the journal', () => {
        if (fd === undefined) {
          makeFolder(journal);
          fd = openSync(path, 'a');
        }
        const line = Buffer.from(lineOf({ at: Date.now(), ...event }));
        for (let done = 0; done < line.byteLength;) done += writeSync(fd, line, done);
      });
    },
    close() {
      if (fd === undefined) return;
      fsyncSync(fd);
      closeSync(fd);
      fd = undefined;
    },
  };
}

/** The journals of all processes that ever worked in a run folder, by name. */
export function readJournals(store: { readonly root: string }): JournalFile[] {
  const { journal } = pathsOf(store.root);
  return entries(journal)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => ({
      name: name.slice(0, -'.jsonl'.length),
      ...parse(readFileSync(join(journal, name), 'utf8')),
    }));
}

/** One line: the event as canonical JSON with the first 8 hex digits of its own hash as `sum`. */
function lineOf(event: JournalEvent): string {
  const sum = sumOf(event);
  return `${canonicalJson({ ...event, sum })}\n`;
}

const sumOf = (event: JournalEvent): string => sha256(canonicalJson(event)).slice(0, 8);

function parse(text: string): Pick<JournalFile, 'events' | 'damaged'> {
  const events: (JournalEvent & { at: number })[] = [];
  const damaged: number[] = [];
  let start = 0;
  // What follows the last line's end is nothing, or a line that a crash cut off.
  for (let number = 1, end; (end = text.indexOf('\n', start)) >= 0; number++) {
    const event = eventOf(text.slice(start, end));
    if (event === null) damaged.push(number);
    else events.push(event);
    start = end + 1;
  }
  return { events, damaged };
}

/** Quotes inside texts are escaped, so this is found where the line has it as a key only. */
const SUM = /,"sum":"([0-9a-f]{8})"/;

/** Without its sum, a line is the text that the sum was made of. */
function eventOf(line: string): (JournalEvent & { at: number }) | null {
  const event = line.replace(SUM, '');
  if (SUM.exec(line)?.[1] !== sha256(event).slice(0, 8)) return null;
  return JSON.parse(event) as JournalEvent & { at: number };
}
