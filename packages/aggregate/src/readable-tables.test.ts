import { expect, test } from 'vitest';
import { aggregateRuns } from './aggregate-runs.ts';
import { divergedRuns } from './diverged-runs.ts';
import { escapeLatex, latexTable } from './latex-table.ts';
import { markdownTable } from './markdown-table.ts';
import { formatPercentRemaining } from './numbers.ts';
import { smallStudy, syntheticRun } from './runs.fixture.ts';
import { terminalTable } from './terminal-table.ts';

const rows = aggregateRuns(smallStudy());

test('the Markdown table puts the ticket beside its reinitialisation at each level', () => {
  expect(markdownTable(rows)).toBe(
    `## figure-3 (preset smoke): lenet-300-100 on strokes, backend engine

| % remaining | early-stop iteration: ticket | early-stop iteration: reinit | test accuracy at early stop, %: ticket | test accuracy at early stop, %: reinit | test accuracy at the end, %: ticket | test accuracy at the end, %: reinit | runs: ticket | runs: reinit |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| 100 | 310 [300, 320] | - | 97.50 [97.00, 98.00] | - | 96.00 [96.00, 96.00] | - | 2 | - |
| 51.3 | 175 [150, 200] | >= 340 [320, >= 400] | 98.50 [98.50, 98.50] | 96.05 [96.05, 96.05] | 98.00 [98.00, 98.00] | 96.00 [96.00, 96.00] | 2 | 4 (2 trials) |

Mean [minimum, maximum] over the runs; numerics n1.

">=" marks a lower bound: the smallest validation loss was at the last iteration (reinit at 51.3% in 1 of 4 runs).
`,
  );
});

test('the LaTeX table gives each variant a line and escapes what LaTeX would read', () => {
  expect(latexTable(rows)).toBe(String.raw`\begin{table}
\centering
\caption{figure-3 (preset smoke): lenet-300-100 on strokes, backend engine. Mean [minimum, maximum] over the runs; numerics n1. $\geq$ marks a lower bound: the smallest validation loss was at the last iteration (reinit at 51.3\% in 1 of 4 runs).}
\begin{tabular}{lrrrrr}
\toprule
variant & \% remaining & early-stop iteration & test accuracy at early stop, \% & test accuracy at the end, \% & runs \\
\midrule
ticket & 100 & 310 [300, 320] & 97.50 [97.00, 98.00] & 96.00 [96.00, 96.00] & 2 \\
\addlinespace
ticket & 51.3 & 175 [150, 200] & 98.50 [98.50, 98.50] & 98.00 [98.00, 98.00] & 2 \\
reinit & 51.3 & $\geq$ 340 [320, $\geq$ 400] & 96.05 [96.05, 96.05] & 96.00 [96.00, 96.00] & 4 (2 trials) \\
\bottomrule
\end{tabular}
\end{table}
`);
  expect(escapeLatex('a_b {c} 5% & \\')).toBe(String.raw`a\_b \{c\} 5\% \& \textbackslash{}`);
});

test('a narrow terminal gets one line per variant, a wide one gets them beside each other', () => {
  expect(terminalTable(rows, { width: 100 })).toBe(
    `figure-3 (preset smoke): lenet-300-100 on strokes, backend engine

                 %                            test accuracy at  test accuracy at the
variant  remaining  early-stop iteration         early stop, %                end, %          runs
-------  ---------  --------------------  --------------------  --------------------  ------------
ticket         100        310 [300, 320]  97.50 [97.00, 98.00]  96.00 [96.00, 96.00]             2
ticket        51.3        175 [150, 200]  98.50 [98.50, 98.50]  98.00 [98.00, 98.00]             2
reinit        51.3  >= 340 [320, >= 400]  96.05 [96.05, 96.05]  96.00 [96.00, 96.00]  4 (2 trials)

Mean [minimum, maximum] over the runs; numerics n1.
">=" marks a lower bound: the smallest validation loss was at the last iteration (reinit at 51.3% in 1 of 4 runs).
`,
  );
  expect(terminalTable(rows, { width: 200 })).toMatch(/^ +51\.3 +175 \[150, 200\] +>= 340 /m);
});

test('diverged runs and cells with fewer runs are named', () => {
  const whole = syntheticRun();
  const part = syntheticRun({ trial: 1, values: whole.values.slice(0, 1) });
  const lost = syntheticRun({ trial: 2, diverged: true });
  const runs = [whole, part, lost];
  const text = markdownTable(aggregateRuns(runs), { diverged: divergedRuns(runs) });
  expect(text).toContain('97.00 [97.00, 97.00] (1 of 2 runs)');
  expect(text).toContain('1 diverged run (ticket at 100%, trial 2, replicate 0)');
  const onlyLost = markdownTable([], { diverged: divergedRuns([lost]) });
  expect(onlyLost).toContain('No finished run yet; numerics n1.');
  expect(onlyLost).toContain('1 diverged run');
});

test('an early stop that is censored in every run is shown as a bound', () => {
  const runs = [0, 1].map((trial) => syntheticRun({ trial, stop: 400 }));
  expect(markdownTable(aggregateRuns(runs))).toContain('| >= 400 |');
});

test('settings get a column, and no row at all is said so', () => {
  const text = markdownTable(aggregateRuns([syntheticRun({ setting: 'lr=0.1|x' })]));
  expect(text).toContain('| setting | % remaining | early-stop iteration |');
  expect(text).toContain('| lr=0.1\\|x | 100 |');
  expect(markdownTable([])).toBe('No finished run yet.\n');
  expect(terminalTable([])).toBe('No finished run yet.\n');
});

test('percent remaining is printed as the paper prints it', () => {
  expect([100, 51.28, 21.07, 7.04, 3.6, 1.91, 0.99, 0.19].map(formatPercentRemaining)).toEqual([
    '100',
    '51.3',
    '21.1',
    '7.0',
    '3.6',
    '1.9',
    '0.99',
    '0.19',
  ]);
});
