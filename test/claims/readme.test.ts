import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { judgedClaims, withJudgedClaims } from './judged-section.ts';

test('README.md lists what the published results decide, as npm run claims:readme writes it', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(withJudgedClaims(readme, judgedClaims())).toBe(readme);
});

test('a README without the section is refused', () => {
  expect(() => withJudgedClaims('# Other', '')).toThrow('README.md has no section');
});
