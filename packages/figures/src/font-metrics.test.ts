import { expect, test } from 'vitest';
import { fontMetrics } from './font-metrics.ts';
import { metricsOf } from './fonts.ts';

const units = (text: string): number => metricsOf('normal').width(text, 2048);

test('the widths of DejaVu Sans are those of its published metrics, 2048 units per em', () => {
  expect(units(' ')).toBe(651);
  expect(units('0')).toBe(1303);
  expect(units('A')).toBe(1401);
  expect(units('i')).toBe(569);
  expect(units('%')).toBe(1946);
  expect(units('A0')).toBe(1401 + 1303);
  expect(metricsOf('normal').width('A', 10.24)).toBeCloseTo(7.005, 12);
});

test('bold text is wider', () => {
  const text = 'Figure 3';
  expect(metricsOf('bold').width(text, 10)).toBeGreaterThan(metricsOf('normal').width(text, 10));
});

test('a file that is not a font is refused', () => {
  expect(() => fontMetrics(new Uint8Array(0))).toThrow('the font cannot be read: it is empty');
  expect(() => fontMetrics(new Uint8Array(64))).toThrow('it has no table "head"');
});
