import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A process that ended well. */
export interface Measured {
  readonly seconds: number;
  /** Seconds of all its threads on the cores, which other programs on the machine change less. */
  readonly cpu: number;
  /** Largest resident bytes. */
  readonly peak: number;
  readonly stdout: string;
}

/** What a process used, as it says at its end in the file that SCALE_USED names. */
interface Used {
  /** Kilobytes. */
  readonly maxRSS: number;
  /** Microseconds. */
  readonly userCPUTime: number;
  readonly systemCPUTime: number;
}

const TELL = `data:text/javascript,${encodeURIComponent(
  "import { writeFileSync } from 'node:fs'; import { isMainThread } from 'node:worker_threads';" +
    "if (isMainThread) process.on('exit', () => writeFileSync(process.env.SCALE_USED, " +
    'JSON.stringify(process.resourceUsage())));',
)}`;

/** Runs a script from sources in a process of its own; throws with what it printed where it fails. */
export async function measured(script: string, args: readonly string[]): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'sweepstake-used-'));
  const file = join(folder, 'used.json');
  const began = performance.now();
  try {
    const flags = ['--conditions=@sweepstake/source', '--import', TELL, script];
    const child = spawn(process.execPath, [...flags, ...args], {
      env: { ...process.env, SCALE_USED: file },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const status = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject).on('close', resolve);
    });
    const seconds = (performance.now() - began) / 1000;
    if (status !== 0)
      throw new Error(`${script} ${args.join(' ')} ended with ${status}: ${stderr}`);
    const used = JSON.parse(readFileSync(file, 'utf8')) as Used;
    const cpu = (used.userCPUTime + used.systemCPUTime) / 1e6;
    return { seconds, cpu, peak: used.maxRSS * 1024, stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
