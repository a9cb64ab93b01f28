const REGEX_MAY_FOLLOW = /(?:^|[([{,;:=!&|?+\-*%<>~^]|=>|\breturn|\bcase|\btypeof)\s*$/;

/**
 * TypeScript with comments, regular expressions and the insides of strings replaced by spaces, at the same length
 * and lines: what is left is code, and an offset in it is an offset in the source.
 */
export function blank(source: string): string {
  const out = source.split('');
  const erase = (from: number, to: number): void => {
    for (let i = from; i < Math.min(to, out.length); i++) if (out[i] !== '\n') out[i] = ' ';
  };
  /** Depths of braces at which a template literal continues. */
  const templates: number[] = [];
  let depth = 0;
  let at = 0;
  const skipTemplate = (from: number): number => {
    let i = from;
    while (i < source.length && source[i] !== '`') {
      if (source[i] === '\\') i++;
      else if (source[i] === '$' && source[i + 1] === '{') {
        erase(from, i);
        templates.push(depth++);
        return i + 2;
      }
      i++;
    }
    erase(from, i);
    return i + 1;
  };
  while (at < source.length) {
    const c = source[at];
    if (source.startsWith('//', at)) {
      const end = source.indexOf('\n', at);
      erase(at, end < 0 ? source.length : end);
      at = end < 0 ? source.length : end;
    } else if (source.startsWith('/*', at)) {
      const end = source.indexOf('*/', at + 2);
      const next = end < 0 ? source.length : end + 2;
      erase(at, next);
      at = next;
    } else if (c === "'" || c === '"') {
      let end = at + 1;
      while (end < source.length && source[end] !== c && source[end] !== '\n') {
        end += source[end] === '\\' ? 2 : 1;
      }
      erase(at + 1, end);
      at = end + 1;
    } else if (c === '`') {
      at = skipTemplate(at + 1);
    } else if (c === '}' && templates.at(-1) === depth - 1) {
      depth = templates.pop() ?? 0;
      at = skipTemplate(at + 1);
    } else if (c === '/' && REGEX_MAY_FOLLOW.test(out.slice(Math.max(0, at - 40), at).join(''))) {
      let end = at + 1;
      for (let set = false; end < source.length && source[end] !== '\n'; end++) {
        if (source[end] === '\\') end++;
        else if (source[end] === '[') set = true;
        else if (source[end] === ']') set = false;
        else if (source[end] === '/' && !set) break;
      }
      erase(at + 1, end);
      at = end + 1;
    } else {
      if (c === '{') depth++;
      else if (c === '}') depth--;
      at++;
    }
  }
  return out.join('');
}
