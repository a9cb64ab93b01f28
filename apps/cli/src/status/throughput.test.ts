import { expect, test } from 'vitest';
import { throughputOf } from './throughput.ts';

const MINUTE = 60_000;

/** Trainings that end at these minutes, each `long` minutes after its start. */
const endedAt = (minutes: readonly number[], long: number) =>
  minutes.map((minute) => ({ at: minute * MINUTE, seconds: 60 * long }));

test('a training every ten minutes is six an hour, from the first on', () => {
  const ended = endedAt([10, 20, 30], 10);
  expect(throughputOf(ended, 0, 30 * MINUTE)).toBe(6);
  const more = endedAt([10, 20, 30, 40, 50, 60, 70, 80, 90], 10);
  expect(throughputOf(more, 0, 90 * MINUTE)).toBe(6);
});

test('while something runs that never ends, it falls', () => {
  const ended = endedAt([10, 20, 30], 10);
  expect(throughputOf(ended, 0, 60 * MINUTE)).toBe(3);
  expect(throughputOf(ended, 0, 91 * MINUTE)).toBe(null);
});

test('where nothing runs it is that of the time before the last one ended', () => {
  expect(throughputOf(endedAt([10, 20, 30], 10), 0, null)).toBe(6);
  expect(throughputOf(endedAt([10, 20, 30, 90, 100], 10), 0, null)).toBe(2);
});

test('trainings of three hours by two workers are two in three hours, whenever one looks', () => {
  const ended = endedAt([180, 270, 360, 450], 180);
  expect(throughputOf(ended, 0, null)).toBeCloseTo(2 / 3);
  expect(throughputOf(ended, 0, 530 * MINUTE)).toBeCloseTo(2 / 3);
});

test('without a training that ended there is none', () => {
  expect(throughputOf([], Infinity, null)).toBe(null);
  expect(throughputOf([], 0, 60 * MINUTE)).toBe(null);
});
