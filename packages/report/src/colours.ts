/** Colours of one appearance of the page, by the name of their CSS variable. */
type Colours = Readonly<Record<string, string>>;

/** Texts reach a contrast of 4.5 to 1 on `paper`. */
const LIGHT: Colours = {
  paper: '#ffffff',
  raised: '#f5f5f2',
  ink: '#1c1d1f',
  muted: '#5d6064',
  rule: '#e2e2de',
  accent: '#1b5a9e',
  reproduced: '#1a7a35',
  'direction-only': '#8a5a00',
  'not-reproduced': '#b3261e',
  'not-judged': '#62666a',
  'not-run': '#6a6d71',
  line0: '#0072b2',
  line1: '#b36b00',
  line2: '#00805f',
  line3: '#c04f00',
  line4: '#a9487f',
  line5: '#5b3a8c',
  plate: 'none',
};

/** Pictures are drawn on white; turned round and lightened they stand on this paper, with their hues kept. */
const DARK: Colours = {
  paper: '#1d1d1d',
  raised: '#282929',
  ink: '#e3e3e0',
  muted: '#a0a2a4',
  rule: '#393b3c',
  accent: '#82b4ee',
  reproduced: '#63c97e',
  'direction-only': '#dfa94c',
  'not-reproduced': '#ff938a',
  'not-judged': '#a3a5a8',
  'not-run': '#989b9d',
  line0: '#5cb3ea',
  line1: '#e8a33d',
  line2: '#3fc79f',
  line3: '#f08a4b',
  line4: '#dd8fbd',
  line5: '#b79bea',
  plate: 'invert(0.91) hue-rotate(180deg) brightness(1.25)',
};

const variables = (colours: Colours): string =>
  Object.entries(colours)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';');

/** Light and dark, by what the reader's system prefers or the page's own button says. */
export const COLOURS = `
:root{color-scheme:light;${variables(LIGHT)}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${variables(DARK)}}}
:root[data-theme=dark]{color-scheme:dark;${variables(DARK)}}
@media print{:root,:root[data-theme=dark]{color-scheme:light;${variables(LIGHT)}}}`;
