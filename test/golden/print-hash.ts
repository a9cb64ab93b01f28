/**
 * Prints the hash of every golden run, for a comparison of Node versions and machines:
 *
 *     npx -p node@22 node --conditions=@sweepstake/source test/golden/print-hash.ts
 */
import { NUMERICS } from '@sweepstake/engine';
import { GOLDEN_RUNS, goldenHash } from './golden-runs.ts';

const versions = `node ${process.versions.node}, ${process.arch}`;
for (const run of GOLDEN_RUNS) {
  console.log(`${NUMERICS} ${run} ${await goldenHash(run)} (${versions})`);
}
