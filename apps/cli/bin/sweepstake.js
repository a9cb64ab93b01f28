#!/usr/bin/env node
import { existsSync } from 'node:fs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `sweepstake: node ${process.versions.node} is too old: use node 22.18 or later (inside the repository, npx sweepstake uses the pinned one)`,
  );
  process.exit(2);
}
const main = new URL('../dist/main.js', import.meta.url);
if (!existsSync(main)) {
  console.error('sweepstake: not built yet: run npm run build');
  process.exit(2);
}
const { main: run } = await import(main.href);
await run(process.argv.slice(2));
