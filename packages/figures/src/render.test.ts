import { expect, test } from 'vitest';
import type { FigureDefinition } from './definition.ts';
import { figureFromRows } from './figure-from-rows.ts';
import { chainRows, densityRows } from './levels.fixture.ts';
import { renderPng } from './render-png.ts';
import { renderSvg } from './render-svg.ts';
import { figure3Rows } from './rows.fixture.ts';

const definition: FigureDefinition = {
  kind: 'curves',
  panels: [
    { title: 'Tickets & more', series: [{ variant: 'ticket', round: 0 }] },
    {
      title: 'Reinitialised',
      series: [
        { variant: 'ticket', round: 3 },
        { variant: 'reinit', round: 3 },
      ],
    },
  ],
};

const pictureOf = (text: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="20"><text y="15" font-family="DejaVu Sans, sans-serif">${text}</text></svg>`;

const draw = (): Promise<string> => renderSvg(figureFromRows(definition, figure3Rows()));

test('the SVG keeps its text as text, in a font with a fallback', async () => {
  const svg = await draw();
  for (const text of [
    'figure-3',
    'preset paper, lenet-300-100 on mnist, backend engine (numerics 1)',
    'Tickets &amp; more',
    'Training iterations',
    'Test accuracy',
    'Weights remaining',
    '51.3%',
    'random reinitialisation',
  ]) {
    expect(svg).toContain(`>${text}</t`);
  }
  expect(svg).toContain('DejaVu Sans, sans-serif');
  expect(svg).not.toMatch(/\d\.\d{4,}[ ,"]/);
  expect(svg).not.toContain('NaN');
  expect(svg).not.toContain('undefined');
});

test('the same rows give the same bytes, one after the other and at once', async () => {
  const first = await draw();
  const again = await Promise.all([draw(), draw()]);
  expect(again).toEqual([first, first]);
  expect(Buffer.compare(renderPng(first), renderPng(first))).toBe(0);
});

test('every kind of figure gives the same bytes twice', async () => {
  const kinds: FigureDefinition[] = [
    {
      kind: 'levels',
      x: 'weights',
      palette: 'sequence',
      panels: [
        {
          title: 'Early stop',
          metric: 'early_stop_iteration',
          at: 'early_stop',
          series: [{ variant: 'ticket', weights: 266_200 }],
        },
      ],
    },
    {
      kind: 'distributions',
      xTitle: 'Initial weight',
      yTitle: 'Density',
      panels: [{ title: 'Hidden', lines: [{ label: 'hidden-1', select: { round: 0 } }] }],
    },
    { kind: 'table', title: 'Networks', header: ['a', 'b'], rows: [['c', 'd']] },
  ];
  for (const kind of kinds) {
    const once = () =>
      renderSvg(figureFromRows(kind, chainRows({}, { rounds: 5 }), densityRows({})));
    const svg = await once();
    expect(await once()).toBe(svg);
    expect(svg).not.toContain('NaN');
    expect(Buffer.compare(renderPng(svg), renderPng(svg))).toBe(0);
  }
});

test('the PNG is twice the size of the SVG', async () => {
  const svg = await draw();
  const size = /^<svg[^>]* width="(\d+)" height="(\d+)"/.exec(svg);
  const png = renderPng(svg);
  expect([...png.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  const header = new DataView(png.buffer, png.byteOffset);
  expect(header.getUint32(16)).toBe(2 * Number(size?.[1]));
  expect(header.getUint32(20)).toBe(2 * Number(size?.[2]));
});

const size = (text: string): number => renderPng(pictureOf(text)).length;

test('text is drawn although no font of the system is loaded', () => {
  expect(size('accuracy')).toBeGreaterThan(2 * size(''));
});

test('a failed picture does not hold up the next one', async () => {
  await expect(renderSvg({ mark: 'no such mark' })).rejects.toThrow();
  await expect(draw()).resolves.toContain('<svg');
});
