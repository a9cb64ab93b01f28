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
">=" marks a lower bound: the smallest validation loss was at the last iteration (reinit at 51.3% in
1 of 4 runs).
`,
  );
  expect(terminalTable(rows, { width: 200 })).toMatch(/^ +51\.3 +175 \[150, 200\] +>= 340 /m);
});

test('a terminal that is narrower still gets the columns in parts', () => {
  const text = terminalTable(rows, { width: 60 });
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(65);
  const [first, second] = text.split('\n\n').slice(1, 3);
  expect(first).toMatch(/^reinit +51\.3 +>= 340 \[320, >= 400\]/m);
  expect(second).toMatch(/^reinit +51\.3 +96\.05 \[96\.05, 96\.05\]/m);
});

test('many censored early stops are counted, not listed', () => {
  const runs = Array.from({ length: 8 }, (_, round) =>
    syntheticRun({ round, earlyStop: { iteration: 400, censored: round > 0 } }),
  );
  const text = markdownTable(aggregateRuns(runs));
  expect(text).toContain('(7 of 8 early stops, in some of their runs or all).');
});

test('diverged runs and cells with fewer runs are named', () => {
  const whole = syntheticRun();
  const part = syntheticRun({ trial: 1, values: whole.values.slice(0, 1) });
  const lost = syntheticRun({ trial: 2, diverged: true });
  const runs = [whole, part, lost];
  const text = markdownTable(aggregateRuns(runs), { diverged: divergedRuns(runs) });
  expect(text).toContain('| 97.00 (1 of 2 runs) |');
  expect(text).toContain('1 diverged run (ticket at 100%, trial 2, replicate 0)');
  const onlyLost = markdownTable([], { diverged: divergedRuns([lost]) });
  expect(onlyLost).toContain('No finished run yet; numerics n1.');
  expect(onlyLost).toContain('1 diverged run');
});

test('an early stop that is censored in every run is shown as a bound', () => {
  const runs = [0, 1].map((trial) => syntheticRun({ trial, stop: 400 }));
  expect(markdownTable(aggregateRuns(runs))).toContain('| >= 400 |');
});

test('each data set and network has a table of its own', () => {
  const runs = [
    syntheticRun({ network: 'conv-4', dataset: 'cifar-10' }),
    syntheticRun({ network: 'conv-2', dataset: 'cifar-10' }),
    syntheticRun(),
  ];
  const headings = markdownTable(aggregateRuns(runs)).match(/^## .*$/gm);
  expect(headings).toEqual([
    '## figure-3 (preset smoke): conv-2 on cifar-10, backend engine',
    '## figure-3 (preset smoke): conv-4 on cifar-10, backend engine',
    '## figure-3 (preset smoke): lenet-300-100 on strokes, backend engine',
  ]);
  expect(latexTable(aggregateRuns(runs)).match(/\\begin\{tabular\}/g)).toHaveLength(3);
  expect(terminalTable(aggregateRuns(runs))).toContain('conv-2 on cifar-10');
});

test('more than three variants get a line each', () => {
  const variants = ['ticket', 'reinit', 'noise-0.5', 'noise-1'];
  const four = aggregateRuns(variants.map((variant) => syntheticRun({ variant })));
  expect(markdownTable(four)).toMatch(/^\| variant \| % remaining \| early-stop iteration \|/m);
  expect(terminalTable(four, { width: 1000 })).toMatch(/^noise-1 +100 +300/m);
  expect(markdownTable(four, { layout: 'beside' })).toContain('early-stop iteration: noise-1');
});

test('levels that differ in what remains are lines of their own, whatever their rounds are called', () => {
  const runs = [
    syntheticRun({ round: 25, percentRemaining: 0.4174 }),
    syntheticRun({ round: 25, percentRemaining: 97.5, variant: 'one-shot' }),
    syntheticRun(),
  ];
  const lines = markdownTable(aggregateRuns(runs), { layout: 'stacked' }).match(
    /^\| (t|one).*\d/gm,
  );
  expect(lines?.map((line) => line.split(' | ').slice(0, 2))).toEqual([
    ['| ticket', '100'],
    ['| one-shot', '97.5'],
    ['| ticket', '0.42'],
  ]);
});

test('settings are listed by the size of their numbers', () => {
  const settings = ['learning_rate=0.002', 'learning_rate=2.5e-5', '', 'learning_rate=0.0012'];
  const text = markdownTable(aggregateRuns(settings.map((setting) => syntheticRun({ setting }))));
  expect(text.match(/^\| [^|]*(?= \| 100)/gm)).toEqual([
    '| ',
    '| learning_rate=2.5e-5',
    '| learning_rate=0.0012',
    '| learning_rate=0.002',
  ]);
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

test('columns are those that are asked for, of curves one iteration', () => {
  const measures = [
    { metric: 'test_accuracy', at: 'iteration', iteration: 400, title: 'test accuracy at 400, %' },
    { metric: 'validation_accuracy', at: 'early_stop', title: 'validation accuracy, %' },
  ] as const;
  const dense = rows.filter(({ round }) => round === 0);
  expect(markdownTable(dense, { measures })).toContain(`\
| % remaining | test accuracy at 400, % | runs |
| ---: | ---: | ---: |
| 100 | 96.00 [96.00, 96.00] | 2 |
`);
});
