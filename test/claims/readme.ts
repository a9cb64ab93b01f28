import { readFileSync, writeFileSync } from 'node:fs';
import { judgedClaims, withJudgedClaims } from './judged-section.ts';

/** Writes the table of judged claims into README.md: `npm run claims:readme`, after new results were published. */
const file = new URL('../../README.md', import.meta.url);
const before = readFileSync(file, 'utf8');
const after = withJudgedClaims(before, judgedClaims());
writeFileSync(file, after);
console.log(
  after === before ? 'README.md has the judged claims' : 'README.md: judged claims written',
);
