/**
 * Holds the tables of `npm start` against what the quick schedule must show: at its last level the tickets' mean
 * test accuracy, at early stop and at the end, exceeds that of their reinitialisations by at least 0.3 points.
 * `node --conditions=@sweepstake/source test/claims/quickstart.ts`, after `npm start`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseSummaryCsv } from '@sweepstake/aggregate';

const LEAST_POINTS = 0.3;

const file = [
  'tables/figure-3-quick/summary.csv',
  'tables/figure-3-quick-strokes/summary.csv',
].find(existsSync);
if (file === undefined) {
  console.error('no tables of the quickstart: run npm start first');
  process.exit(2);
}
const rows = parseSummaryCsv(readFileSync(file, 'utf8')).filter(
  ({ metric }) => metric === 'test_accuracy',
);
const round = Math.max(...rows.filter(({ variant }) => variant === 'reinit').map((r) => r.round));
let worst = Number.POSITIVE_INFINITY;
for (const at of ['early_stop', 'end']) {
  const [ticket, reinit] = ['ticket', 'reinit'].map((variant) =>
    rows.find((r) => r.variant === variant && r.round === round && r.at === at),
  );
  if (ticket === undefined || reinit === undefined || ticket.runs < 5 || reinit.runs < 5) {
    console.error(
      `${file}: five tickets and five reinitialisations of round ${round} are not there`,
    );
    process.exit(1);
  }
  const points = 100 * (ticket.mean - reinit.mean);
  console.log(`${file}: ticket above reinit, ${at}: ${points.toFixed(2)} points`);
  worst = Math.min(worst, points);
}
if (!(worst >= LEAST_POINTS)) {
  console.error(`the least is ${LEAST_POINTS} points`);
  process.exit(1);
}
