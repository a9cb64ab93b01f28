import type { ClaimLine, ReportInput, Verdict } from './report-input.ts';

const claim = (
  id: string,
  text: string,
  verdict: Verdict,
  more: Partial<ClaimLine> = {},
): ClaimLine => ({
  id,
  text,
  source: 'section 2, figure 4',
  paper: '38% earlier',
  measured: '',
  trials: 0,
  preset: null,
  verdict,
  reason: '',
  command: null,
  ...more,
});

/** A plot as Vega writes one, small: a clip path that two pictures would share, and a label with a `>` in it. */
export const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" width="955" height="300" viewBox="0 0 955 300">' +
  '<rect width="955" height="300" fill="white"/><defs><clipPath id="clip0"><rect width="900" height="280"/></clipPath></defs>' +
  '<g clip-path="url(#clip0)"><path aria-label="early stop > 100" d="M10,280L900,20" stroke="#0072B2" fill="none"/></g>' +
  '<text x="20" y="30" font-family="DejaVu Sans, sans-serif">accuracy</text></svg>\n';

/** One of everything that a report shows, with texts that must be escaped. */
export const REPORT: ReportInput = {
  version: '0.1.0',
  claims: [
    claim(
      'L1',
      'The early stop of the ticket at 21.1% comes earlier than that of the dense network',
      'direction only',
      {
        measured: '24.0% [18.1, 31.2]',
        trials: 5,
        preset: 'paper',
        reason: 'the sign in 5 of 5 trials, the size outside 25.5% to 57%',
      },
    ),
    claim('L10', 'Tickets at 21% learn faster than their random reinitialisations', 'reproduced', {
      paper: '2.51x',
      measured: '2.32x [2.02, 2.71]',
      trials: 5,
    }),
    claim('C1', 'Conv-2 learns at most this much faster', 'not run', {
      source: 'section 3, figure 5',
      paper: '3.5x at 8.8%',
      reason: 'no finished training',
      command: 'sweepstake run figure-5 --preset paper --network conv-2',
    }),
    claim('V1', 'At rate 0.1 & without warm-up, tickets are <i>no better</i>', 'not judged', {
      source: 'section 4, figure 7',
      paper: 'no gap',
      reason: 'two trials',
      command: 'sweepstake run figure-7 --preset paper',
    }),
    claim('L14', 'Iterative pruning beats one-shot at small sizes', 'not reproduced', {
      paper: 'order',
      measured: '-0.1 points [-0.3, 0.0]',
      trials: 5,
      reason: 'the sign in 2 of 5 trials',
    }),
  ],
  figures: ['figure-3-paper', 'figure-11-paper'].map((name, i) => ({
    name,
    title: `Figure ${i === 0 ? 3 : 11}: accuracy of winning tickets`,
    subtitle: 'preset paper',
    caption:
      'Test accuracy of LeNet-300-100 on MNIST while it trains. Lines are means over five trials.',
    alt: 'Test accuracy against iteration in three panels',
    svg: SVG,
    csv: 'iteration,mean,"a ""quoted"" name"\n0,0.1,é & <b>\n100,0.9,100%\n',
    tables: [
      {
        title: 'Test accuracy (%)',
        columns: ['Iteration', 'ticket 100%', 'ticket 21.1%', 'reinit 21.1%'],
        rows: [
          ['0', '9.08 [4.15, 13.51]', '9.08 [4.15, 13.51]', '9.77 [6.95, 11.42]'],
          ['100', '89.55 [88.62, 90.20]', '91.02 [90.55, 91.47]', '88.33 [87.15, 89.21]'],
        ],
        note: '2 of 501 lines; the CSV file has all.',
      },
    ],
    command: `sweepstake figure figure-${i === 0 ? 3 : 11} --preset paper`,
    facts: [
      { label: 'Preset', value: 'paper' },
      { label: 'Trials', value: '5' },
      { label: 'Data', value: 'mnist' },
      { label: 'Network', value: 'lenet-300-100' },
      { label: 'Backend', value: 'engine' },
      { label: 'Numerics', value: 'engine-1' },
      { label: 'Version', value: '0.1.0' },
    ],
  })),
  absent: [
    {
      name: 'figure-7',
      title: 'Figure 7: VGG-19 at three learning rates',
      command: 'sweepstake run figure-7 --preset reduced',
    },
  ],
  runs: [
    {
      folder: 'runs/figure-3-paper',
      command: 'sweepstake run figure-3 --preset paper',
      facts: [
        { label: 'Finished', value: '214 of 214 stages' },
        { label: 'Processes', value: 'node-7 (two)' },
      ],
    },
  ],
  notes: [
    {
      file: 'results/figure-3/README.md',
      markdown:
        '# Figure 3\n\n`npx sweepstake run figure-3`, then [look](x.md).\n\n| | |\n|---|---|\n| machine | two cores & <one> |\n\n- a\n  b\n- **c**\n',
    },
  ],
  made: [{ label: 'Node', value: '24.21.0' }],
};
