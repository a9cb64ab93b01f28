import { setTimeout } from 'node:timers/promises';

/** Asks again and again until the answer is not null, and returns it; says what was waited for where it takes too long. */
export async function waitUntil<T>(
  what: string,
  seconds: number,
  ask: () => T | null | Promise<T | null>,
): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() > end) throw new Error(`waited ${seconds} s for ${what}`);
    await setTimeout(100);
  }
}
