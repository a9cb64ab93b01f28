/**
 * Prints the hash of every golden run, for a comparison of Node versions and machines:
 *
 *     npx -p node@22 node --conditions=@sweepstake/source test/golden/print-hash.ts
 */
import { engine } from '@sweepstake/engine';
import { tfjsWasm } from '@sweepstake/tfjs';
import { GOLDEN_RUNS, goldenHash } from './golden-runs.ts';

const versions = `node ${process.versions.node}, ${process.arch}`;
for (const backend of [engine, tfjsWasm])
  for (const run of GOLDEN_RUNS)
    console.log(`${backend.numerics} ${run} ${await goldenHash(run, backend)} (${versions})`);
