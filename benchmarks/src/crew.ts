import { fileURLToPath } from 'node:url';
import type { BenchOptions } from './bench-options.ts';
import { Peer } from './peer.ts';
import { describePinning, pinned } from './pin.ts';
import type { Report } from './report.ts';

/** One way to train: a process and its variant. */
export interface Contender {
  readonly label: string;
  readonly framework: 'sweepstake' | 'torch' | 'jax';
  readonly variant: string;
  /** PyTorch's own sparse kernels: shown, but not what the targets compare with. */
  readonly extra: boolean;
  readonly peer: Peer;
}

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The scripts of peers/ by framework. */
export type Peers = Readonly<Partial<Record<'torch' | 'jax', string>>>;

export const LENET_PEERS: Peers = { torch: 'lenet_torch.py', jax: 'lenet_jax.py' };
export const CONV_PEERS: Peers = { torch: 'conv_torch.py' };

/** What ours takes part as in every benchmark. */
const OURS: readonly string[] = ['strict', 'relaxed'];

/**
 * Starts our process and the peers', each pinned to the core; says in the report who is here and who is not. `own`:
 * further variants of ours that take part.
 */
export async function startCrew(
  report: Report,
  options: BenchOptions,
  peers: Peers,
  own: readonly string[] = [],
): Promise<Contender[]> {
  const { core, python } = options;
  const node = [
    process.execPath,
    ['--conditions=@sweepstake/source', path('./ours/serve.ts'), options.backend],
  ] as const;
  const contenders: Contender[] = [];
  const present: string[] = [];
  const absent: string[] = [];
  const add = async (name: string, command: string, args: readonly string[]): Promise<void> => {
    const peer = await Peer.start(...pinned(core, command, args));
    if (typeof peer === 'string') {
      if (name === 'sweepstake') throw new Error(peer);
      // Of a process that only failed, the last line says the most.
      absent.push(`${name} left out: ${peer.trim().split('\n').at(-1)}`);
      return;
    }
    const {
      framework,
      version,
      variants,
      extra_variants: extras = [],
      cpu_capability,
    } = peer.greeting;
    present.push(`${framework} ${version} (${cpu_capability})`);
    const known = (variant: string): boolean =>
      name !== 'sweepstake' || [...OURS, ...own].includes(variant);
    for (const variant of [...variants, ...extras].filter(known)) {
      contenders.push({
        label: `${framework} ${variant}`,
        framework: framework as Contender['framework'],
        variant,
        extra: extras.includes(variant),
        peer,
      });
    }
  };
  await add('sweepstake', ...node);
  for (const [name, script] of Object.entries(peers)) {
    if (options.peers) await add(name, python, [path(`../peers/${script}`)]);
    else absent.push(`${name} left out: --no-peers`);
  }
  const lines = [describePinning(core), `Taking part: ${present.join(', ')}; one thread each.`];
  report.text([...lines, ...absent].map((line) => `- ${line}`).join('\n'));
  return contenders;
}

/** Ends every process once. */
export function dismiss(contenders: readonly Contender[]): void {
  for (const peer of new Set(contenders.map((c) => c.peer))) peer.quit();
}
