import { figureFindings } from './figures-of-the-paper.ts';

/**
 * Every figure's CSV files in a folder against section 8 of the protocol, after
 * `sweepstake figure all --preset smoke --figures <folder>`:
 *
 *     node --conditions=@sweepstake/source test/figures/check-all.ts figures smoke
 */
const [folder = 'figures', preset = 'smoke'] = process.argv.slice(2);
const found = Array.from({ length: 45 }, (_, i) => figureFindings(folder, i + 1, preset)).flat();
for (const finding of found) console.log(finding);
console.log(
  found.length === 0 ? 'every figure shows what the paper’s does' : `${found.length} findings`,
);
process.exitCode = found.length === 0 ? 0 : 1;
