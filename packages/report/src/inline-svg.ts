import { activeSvg, notSvg } from './errors.ts';
import { raw } from './html.ts';
import type { Markup } from './html.ts';

/** What a plot is made of. Anything else may run code or fetch something. */
const ELEMENTS: ReadonlySet<string> = new Set(
  (
    'svg g path rect line circle ellipse polyline polygon text tspan title desc defs clipPath ' +
    'linearGradient radialGradient stop symbol use'
  ).split(' '),
);

/** A tag with its attributes, in which a `>` may stand between quotes. */
const TAG = /<(?:[^<>"']|"[^"<]*"|'[^'<]*')*>/g;
const ATTRIBUTE = /([\w:-]+)\s*=\s*("[^"]*"|'[^']*')/g;

/**
 * An SVG document as a part of a page: its names get `prefix` in front, so that two pictures do not share any.
 * Throws where it is none, or holds scripts, links, styles, or anything that is fetched.
 */
export function inlineSvg(svg: string, prefix: string): Markup {
  const document = svg.replace(/^\uFEFF?\s*<\?xml[^>]*\?>/, '').trim();
  const first = document.match(TAG)?.[0] ?? '';
  if (!/^<svg[\s>]/.test(first) || !/\swidth=/.test(first) || !/\sheight=/.test(first))
    throw notSvg(prefix);
  const rest = document.replaceAll(TAG, '');
  if (/[<>]/.test(rest)) throw activeSvg(prefix, rest.slice(rest.search(/[<>]/)).slice(0, 20));
  return raw(document.replaceAll(TAG, (tag) => safeTag(tag, prefix)));
}

function safeTag(tag: string, prefix: string): string {
  const name = /^<\/?([\w:-]+)/.exec(tag)?.[1] ?? tag;
  if (!ELEMENTS.has(name)) throw activeSvg(prefix, `<${name}>`);
  return tag.replaceAll(ATTRIBUTE, (attribute, key: string, quoted: string) => {
    const value = quoted.slice(1, -1);
    if (/^on/i.test(key)) throw activeSvg(prefix, key);
    if (/^(?:xlink:)?href$/i.test(key)) {
      if (!value.startsWith('#')) throw activeSvg(prefix, `${key}=${quoted}`);
      return `${key}="#${prefix}-${value.slice(1)}"`;
    }
    if (key === 'id') return `id="${prefix}-${value}"`;
    if (!/url\(/i.test(value)) return attribute;
    if (!/^url\(#[^)]+\)$/.test(value)) throw activeSvg(prefix, `${key}=${quoted}`);
    return `${key}="url(#${prefix}-${value.slice(5)}"`;
  });
}
