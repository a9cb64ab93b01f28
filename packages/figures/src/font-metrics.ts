import { badFont } from './errors.ts';

/** Widths of a font's characters, for placing text where no canvas can measure it. */
export type FontMetrics = {
  /** Width of a text in pixels at a font size in pixels, without kerning. */
  width(text: string, size: number): number;
};

function tables(view: DataView): (tag: string) => number {
  const offsets = new Map<string, number>();
  for (let i = 0; i < view.getUint16(4); i++) {
    const record = 12 + 16 * i;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(record + byte)));
    offsets.set(tag, view.getUint32(record + 8));
  }
  return (tag) => {
    const offset = offsets.get(tag);
    if (offset === undefined) throw badFont(`it has no table "${tag}"`);
    return offset;
  };
}

/** The format 4 subtable of `cmap`, which maps the basic multilingual plane. */
function characterMap(view: DataView, cmap: number): (code: number) => number {
  let start = -1;
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const subtable = cmap + view.getUint32(cmap + 8 + 8 * i);
    if (view.getUint16(subtable) === 4) start = subtable;
  }
  if (start < 0) throw badFont('it has no character map of format 4');
  const twice = view.getUint16(start + 6);
  return (code) => {
    for (let at = start + 14; at < start + 14 + twice; at += 2) {
      if (view.getUint16(at) < code) continue;
      const first = view.getUint16(at + 2 + twice);
      if (first > code) return 0;
      const delta = view.getUint16(at + 2 + 2 * twice);
      const range = at + 2 + 3 * twice;
      const offset = view.getUint16(range);
      if (offset === 0) return (code + delta) & 0xffff;
      const glyph = view.getUint16(range + offset + 2 * (code - first));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}

/**
 * Reads advance widths from a TrueType file (tables `head`, `hhea`, `hmtx`, `cmap` of the OpenType
 * specification).
 *
 * Throws SWEEPSTAKE_FIGURES_BAD_FONT.
 */
export function fontMetrics(file: Uint8Array): FontMetrics {
  if (file.byteLength < 12) throw badFont('it is empty');
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const table = tables(view);
  const unitsPerEm = view.getUint16(table('head') + 18);
  const metrics = view.getUint16(table('hhea') + 34);
  const hmtx = table('hmtx');
  const glyphOf = characterMap(view, table('cmap'));
  return {
    width(text, size) {
      let units = 0;
      for (const character of text) {
        const glyph = Math.min(glyphOf(character.codePointAt(0) ?? 0), metrics - 1);
        units += view.getUint16(hmtx + 4 * glyph);
      }
      return (units * size) / unitsPerEm;
    },
  };
}
