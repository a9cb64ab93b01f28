/** A script's name to its text. */
export type Scripts = ReadonlyMap<string, string>;

const FACADE =
  /^import \{ ([^}]*) \} from "(\.\/[\w.-]+)";\n((?:[\w$]+\(\);\n)*)export \{ ([^}]*) \};\s*$/;

/**
 * For a dynamic import of a module inside a shared script, the bundler writes a script of three lines that imports,
 * starts and exports it. Here such imports go to the shared script at once, and the scripts of three lines are left
 * out. What has another shape, or is imported in another way as well, stays.
 */
export function foldFacades(scripts: Scripts): Map<string, string> {
  const folded = new Map(scripts);
  for (const [name, text] of scripts) {
    const shortcut = shortcutOf(text);
    if (shortcut === null) continue;
    const dynamic = `import("./${name}")`;
    const mentions = [...folded].filter(
      ([other, code]) => other !== name && code.includes(`"./${name}"`),
    );
    const onlyDynamic = mentions.every(
      ([, code]) => code.split(`"./${name}"`).length === code.split(dynamic).length,
    );
    if (mentions.length === 0 || !onlyDynamic) continue;
    for (const [other, code] of mentions)
      folded.set(
        other,
        code.replaceAll(dynamic, () => shortcut),
      );
    folded.delete(name);
  }
  return folded;
}

/** `import("./shared.js").then((m) => (m.start(), { get run() { return m.run; } }))`; null where it is no facade. */
function shortcutOf(text: string): string | null {
  const [, imports, from, starts, exports] = FACADE.exec(text) ?? [];
  if (imports === undefined || starts === undefined || exports === undefined) return null;
  const local = new Map(pairs(imports).map(([theirs, ours]) => [ours, theirs]));
  const calls = [...starts.matchAll(/[\w$]+/g)].map(([start]) => `m.${local.get(start)}(), `);
  const getters = pairs(exports).map(
    ([ours, name]) => `get ${name}() { return m.${local.get(ours)}; }`,
  );
  return `import("${from}").then((m) => (${calls.join('')}{ ${getters.join(', ')} }))`;
}

/** `a as b, c` as pairs of before and after. */
const pairs = (list: string): [string, string][] =>
  list.split(', ').map((item) => {
    const [before = '', after = before] = item.split(' as ');
    return [before, after];
  });
