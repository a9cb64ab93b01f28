/** A Vega-Lite specification as plain JSON; it holds its data. */
export type FigureSpec = { readonly [key: string]: unknown };
