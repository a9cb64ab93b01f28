const PLAIN = /^[A-Za-z0-9_./:=,@%+-]+$/;

/** A word as any POSIX shell reads it back, in single quotes where it needs them. */
export const shellWord = (word: string): string =>
  PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** Words as one line of a shell. The first is quoted where it would be an assignment. */
export const shellLine = (words: readonly string[]): string =>
  words
    .map((word, i) =>
      i === 0 && word.includes('=') ? `'${word.replaceAll("'", `'\\''`)}'` : shellWord(word),
    )
    .join(' ');
