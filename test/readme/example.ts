/** A README's runnable example and what it prints. */
export interface Example {
  readonly code: string;
  readonly output: string;
}

/** The first block of a README in this language and the `text` block that follows it; null where there are none. */
export function exampleOf(markdown: string, language: 'ts' | 'sh' = 'ts'): Example | null {
  const fenced = `^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`\\n\\s*^\`\`\`text\\n([\\s\\S]*?)^\`\`\`$`;
  const match = new RegExp(fenced, 'm').exec(markdown);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  return { code: match[1], output: match[2] };
}
