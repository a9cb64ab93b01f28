import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname } from 'node:path';
import { NUMERICS } from '@sweepstake/engine';

/** A Markdown report; progress goes to standard error, the report to standard output at the end. */
export class Report {
  readonly #blocks: string[] = [];
  readonly #started = performance.now();

  constructor(name: string, args: readonly string[]) {
    const command = ['npm run bench --', name, ...withoutOut(args)].join(' ');
    const processors = cpus();
    const load = (loadavg()[0] ?? 0).toFixed(1);
    this.#blocks.push(
      `# ${name}`,
      `\`${command}\``,
      [
        `- Machine: ${processors[0]?.model.trim() ?? 'unknown'}, ${processors.length} cores, load ${load} at the start`,
        `- Node ${process.versions.node} (V8 ${process.versions.v8}), ${process.platform} ${process.arch}, engine numerics ${NUMERICS}`,
      ].join('\n'),
    );
  }

  heading(text: string): void {
    this.#blocks.push(`## ${text}`);
  }

  text(text: string): void {
    this.#blocks.push(text);
  }

  /** The first column is text, all others are numbers. */
  table(head: readonly string[], rows: readonly (readonly string[])[]): void {
    const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
    const rule = head.map((_, i) => (i === 0 ? '---' : '---:'));
    this.#blocks.push([head, rule, ...rows].map(line).join('\n'));
  }

  progress(text: string): void {
    const seconds = ((performance.now() - this.#started) / 1000).toFixed(0).padStart(4);
    process.stderr.write(`${seconds} s  ${text}\n`);
  }

  /** Writes a file that belongs to the report. */
  besides(file: string, content: string | Uint8Array): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  /** Prints the report, and writes it where a file is named. */
  finish(file: string | undefined): void {
    const seconds = ((performance.now() - this.#started) / 1000).toFixed(0);
    const load = (loadavg()[0] ?? 0).toFixed(1);
    this.#blocks.push(`Measured in ${seconds} s; load ${load} at the end.`);
    const text = `${this.#blocks.join('\n\n')}\n`;
    process.stdout.write(text);
    if (file === undefined) return;
    this.besides(file, text);
  }
}

/** The command as it would be repeated: where the report was written to does not matter. */
function withoutOut(args: readonly string[]): string[] {
  return args.filter((a, i) => !a.startsWith('--out') && args[i - 1] !== '--out');
}
