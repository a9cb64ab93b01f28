import { aggregateRuns } from '@sweepstake/aggregate';
import type { RunResult } from '@sweepstake/aggregate';
import { configOf, expand, levelsOf, presetOf } from '@sweepstake/experiments';
import { modelByName } from '@sweepstake/models';
import type { CurvesFigure, LevelsFigure } from '@sweepstake/figures';
import { describe, expect, it } from 'vitest';
import { captionNote } from './caption-note.ts';
import type { Drawable } from './drawable.ts';
import { drawPlots } from './draw-plots.ts';
import { resolvePlot } from './resolve-plot.ts';

/** Every run of a preset as if it were finished, with made-up numbers; `left` says which are not. */
function drawable(
  experiment: string,
  preset: string,
  left: (run: { variant: string; network: string; trial: number }) => boolean = () => false,
): Drawable {
  const plan = expand({ ...configOf(experiment, preset), trials: 2 }, 'engine-1');
  const runs = plan.runs
    .filter((run) => !left(run))
    .map(({ arm, ...label }): RunResult => {
      const { config } = plan.arms[arm]!;
      const { at, every } = config.evaluation;
      const points = [...new Set([0, every, ...at, config.iterations])];
      const metrics = ['test_accuracy', 'validation_accuracy', 'train_accuracy'];
      const value = 0.5 + label.trial / 100;
      const end = config.iterations;
      return {
        experiment,
        preset,
        backend: 'engine',
        numerics: 'engine-1',
        ...label,
        percentRemaining: 100 * 0.8 ** label.round,
        diverged: false,
        earlyStop: { iteration: every, censored: false },
        values: [
          { metric: 'early_stop_iteration', at: 'early_stop', iteration: every, value: every },
          ...metrics.flatMap((metric) => [
            { metric, at: 'early_stop' as const, iteration: every, value },
            { metric, at: 'end' as const, iteration: end, value },
            ...points.map((iteration) => ({ metric, at: 'iteration' as const, iteration, value })),
          ]),
        ],
      };
    });
  return {
    plan,
    rows: aggregateRuns(runs),
    finished: runs.length,
    planned: plan.runs.length,
    distributions: [],
    diverged: 0,
  };
}

const words = { title: 'T', version: '1' };

function levels(from: Drawable, index = 0): LevelsFigure {
  const { experiment, preset } = from.plan.config;
  const { definition } = resolvePlot(presetOf(experiment, preset).plots[index]!, from, words);
  if (definition?.kind !== 'levels') throw new Error('not drawn');
  return definition;
}

const looks = ({ panels }: LevelsFigure, panel = 0) =>
  panels[panel]!.series.map(({ label, colour, dash }) => ({ label, colour, dash }));

describe('lines of a plot', () => {
  it('of one network are named and coloured by variant, alike in all plots of the experiment', () => {
    const four = drawable('figure-4', 'smoke');
    expect(looks(levels(four)).map(({ label }) => label)).toEqual([
      'winning ticket',
      'random reinitialisation',
      'one-shot ticket',
      'reinitialised one-shot ticket',
    ]);
    expect(levels(four, 2).panels[0]!.series).toHaveLength(2);
    expect(levels(four, 2)).toMatchObject({ x: 'linear', colours: levels(four).colours });
  });

  it('of several networks and variants have colours for one and dashes for the other', () => {
    const five = looks(levels(drawable('figure-5', 'smoke')));
    expect(five.every(({ label }) => label === undefined)).toBe(true);
    expect(five.map(({ colour, dash }) => `${colour}, ${dash}`)).toEqual(
      ['Conv-2', 'Conv-4', 'Conv-6'].flatMap((network) => [
        `${network}, winning ticket`,
        `${network}, random reinitialisation`,
      ]),
    );
  });

  it('have the keys of their arms where those have both', () => {
    const six = looks(levels(drawable('figure-6', 'smoke')));
    expect(six.slice(0, 2)).toEqual([
      { label: undefined, colour: 'Conv-2', dash: 'dropout' },
      { label: undefined, colour: 'Conv-2', dash: 'no dropout' },
    ]);
  });

  it('of one network in each panel are named by variant, whatever its setting', () => {
    const figure = levels(drawable('figure-14', 'smoke'));
    expect(figure.panels.map(({ title }) => title)).toHaveLength(6);
    for (const panel of figure.panels)
      expect(panel.series.map(({ label }) => label)).toEqual([
        'winning ticket',
        'random reinitialisation',
        'random sparse network',
      ]);
    expect(figure.panels[4]!.series[0]).toMatchObject({
      network: 'resnet-18/w0.125',
      setting: expect.stringContaining('schedule.warmup=20') as string,
    });
  });

  it('call standard deviation 0 what it stands for', () => {
    const labels = looks(levels(drawable('figure-30', 'smoke'))).map(({ label }) => label);
    expect(labels.slice(-2)).toEqual(['deviation 0.4', 'Gaussian Glorot']);
  });
});

describe('panels', () => {
  it('at a reported iteration have it in the title', () => {
    const { panels } = levels(drawable('figure-8', 'paper', ({ trial }) => trial > 0));
    expect(panels.map(({ title, at, iteration }) => [title, at, iteration])).toEqual([
      ['Test accuracy at iteration 10,000', 'iteration', 10_000],
      ['Test accuracy at iteration 20,000', 'iteration', 20_000],
      ['Test accuracy at iteration 30,000', 'end', undefined],
    ]);
  });

  it('against weights know how many their networks have', () => {
    const from = drawable('figure-37', 'smoke');
    const { panels } = levels(from);
    const [arm] = from.plan.arms;
    const { weights } = levelsOf(modelByName('conv-2/w0.125'), arm!.config)[0]!;
    expect(panels[0]!.series.every((line) => line.weights === weights)).toBe(true);
    expect(panels).toHaveLength(6);
  });

  it('that nothing supports are left out by name; lines that nothing supports stay in the definition', () => {
    const from = drawable('figure-1', 'smoke', ({ variant, network }) => {
      return network.startsWith('lenet') || variant === 'random';
    });
    const plot = presetOf('figure-1', 'smoke').plots[0]!;
    const { definition, missing, rows } = resolvePlot(plot, from, words);
    expect(missing).toEqual(['LeNet: early stop', 'LeNet: test accuracy at early stop']);
    expect((definition as LevelsFigure).panels[0]!.series).toHaveLength(6);
    expect(rows.every(({ variant }) => variant === 'ticket')).toBe(true);
    expect(resolvePlot(plot, { ...from, rows: [] }, words).definition).toBeNull();
  });

  it('of curves show the rounds that the preset trains', () => {
    const plot = presetOf('figure-3', 'reduced').plots[0]!;
    const { definition } = resolvePlot(plot, drawable('figure-3', 'reduced'), words);
    const { panels } = definition as CurvesFigure;
    expect(panels[1]!.series.map(({ round }) => round)).toEqual([7, 12, 15]);
    expect(panels[2]!.series.map(({ variant, round }) => `${variant} ${round}`)).toEqual([
      'ticket 0',
      'ticket 3',
      'ticket 7',
      'reinit 3',
      'reinit 7',
    ]);
  });

  it('of curves leave out points that some of their runs lack, as those of thinned ones', () => {
    const from = drawable('figure-3', 'smoke');
    const plot = presetOf('figure-3', 'smoke').plots[0]!;
    const thin = from.rows.map((row) =>
      row.at === 'iteration' && row.iteration === 20 ? { ...row, runs: 1, trials: 1 } : row,
    );
    const iterationsOf = (rows: Drawable['rows']): Set<number | null> =>
      new Set(resolvePlot(plot, { ...from, rows }, words).rows.map(({ iteration }) => iteration));
    expect(iterationsOf(from.rows)).toEqual(new Set([0, 20, 40]));
    expect(iterationsOf(thin)).toEqual(new Set([0, 40]));
  });
});

describe('captions', () => {
  const noteOf = (experiment: string, preset: string): string | undefined =>
    captionNote(expand({ ...configOf(experiment, preset), trials: 1 }, 'engine-1'));

  it('say what a preset narrows, network by network', () => {
    expect(noteOf('figure-5', 'smoke')).toBe(
      'Training accuracy is that of all images trained on; the paper does not say. ' +
        'Convolutions at 0.125 of their width. Trained for 20 of 20,000 iterations (Conv-2); ' +
        '25 of 25,000 iterations (Conv-4); 30 of 30,000 iterations (Conv-6). ' +
        'Evaluated on the first 200 images of each set.',
    );
    expect(noteOf('figure-5', 'reduced')).toMatch(/Trained on [\d,]+ of 45,000 images\./);
    expect(noteOf('figure-4', 'smoke')).toContain('Hidden layers of 37 and 12 units.');
    expect(noteOf('figure-6', 'smoke')).toContain(
      'Trained for 60 of 60,000 iterations (Conv-2, dropout); 20 of 20,000 iterations (Conv-2, no dropout); ',
    );
    expect(noteOf('figure-44', 'reduced')).toMatch(/shortened like the trainings\.$/);
    expect(noteOf('figure-45', 'reduced')).toMatch(
      /shortened like the trainings; that of k = 500 to one iteration, which is none\.$/,
    );
  });

  it('say nothing of what is as published, but what is ours', () => {
    expect(noteOf('figure-3', 'paper')).toBeUndefined();
    expect(noteOf('figure-1', 'paper')).toMatch(/^Random sparse networks .* does not say\.$/);
    expect(noteOf('figure-33', 'paper')).toBe(
      'The grid is ours; the paper’s text has no values. Convolutions are pruned at the rates of figure 2.',
    );
  });
});

it('trainings that are not finished are counted in the caption', async () => {
  const captionOf = async (from: Drawable) =>
    (await drawPlots(from)).plots[0]!.spec.replaceAll(/"\s*,\s*"/g, ' ');
  const one = drawable('figure-9', 'smoke', ({ trial }) => trial === 0);
  const planned = one.plan.runs.length;
  expect(await captionOf(one)).toContain(`${planned / 2} of ${planned} trainings are finished.`);
  expect(await captionOf(drawable('figure-9', 'smoke'))).not.toContain('are finished');
});

it('runs that diverged are counted in the caption', async () => {
  const from = drawable('figure-9', 'smoke');
  const { plots } = await drawPlots({ ...from, diverged: 2 });
  expect(plots[0]!.svg).toContain('2 runs diverged and left out.');
});

it('the table of the networks needs no run', async () => {
  const { plots } = await drawPlots(drawable('figure-2', 'paper'));
  expect(plots.map(({ name }) => name)).toEqual(['figure-2-paper']);
  expect(plots[0]!.csv).toMatch(/^,LeNet,Conv-2,.*\ndata,MNIST,CIFAR-10,/);
});
