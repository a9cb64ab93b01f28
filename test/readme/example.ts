/** A README's runnable example and what it prints. */
export interface Example {
  readonly code: string;
  readonly output: string;
}

const FENCED = /^```ts\n([\s\S]*?)^```\n\s*^```text\n([\s\S]*?)^```$/m;

/** The first `ts` block of a README and the `text` block that follows it; null where there are none. */
export function exampleOf(markdown: string): Example | null {
  const match = FENCED.exec(markdown);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  return { code: match[1], output: match[2] };
}
