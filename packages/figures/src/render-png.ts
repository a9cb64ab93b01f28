import { Resvg } from '@resvg/resvg-js';
import { FONT_FILES } from './fonts.ts';

/** Pixels of the PNG for one pixel of the SVG. */
const SCALE = 2;

/**
 * Renders an SVG of `renderSvg` to PNG bytes at twice its size, on white. Only the DejaVu Sans
 * files of the npm package are used, no font of the system.
 */
export function renderPng(svg: string): Uint8Array {
  const renderer = new Resvg(svg, {
    background: 'white',
    fitTo: { mode: 'zoom', value: SCALE },
    font: {
      fontFiles: [FONT_FILES.normal, FONT_FILES.bold],
      loadSystemFonts: false,
      defaultFontFamily: 'DejaVu Sans',
      sansSerifFamily: 'DejaVu Sans',
    },
  });
  return renderer.render().asPng();
}
