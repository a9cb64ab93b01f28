/** Width and height in pixels that an SVG document names in its first tag; null where they are no plain numbers. */
export function svgSize(svg: string): { readonly width: number; readonly height: number } | null {
  const [tag = ''] = /<svg\s[^>]*>/.exec(svg) ?? [];
  const named = (name: string): number =>
    Number(new RegExp(`\\s${name}="(\\d+(?:\\.\\d+)?)(?:px)?"`).exec(tag)?.[1] ?? 0);
  const [width, height] = [named('width'), named('height')];
  return width > 0 && height > 0 ? { width, height } : null;
}
