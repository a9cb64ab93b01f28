import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fontMetrics } from './font-metrics.ts';
import type { FontMetrics } from './font-metrics.ts';

const resolve = createRequire(import.meta.url).resolve;

/** The font files of every picture, from the npm package dejavu-fonts-ttf. */
export const FONT_FILES = {
  normal: resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
} as const;

const loaded = new Map<string, FontMetrics>();

/** The widths of one of the fonts, read once. */
export function metricsOf(weight: keyof typeof FONT_FILES): FontMetrics {
  const known = loaded.get(weight) ?? fontMetrics(readFileSync(FONT_FILES[weight]));
  loaded.set(weight, known);
  return known;
}
