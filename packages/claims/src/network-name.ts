/** A name that presets narrow, taken apart: `conv-2/w0.25/dropout0.5` is `conv-2/dropout0.5` at `w0.25`. */
export function unnarrowed(name: string): { readonly network: string; readonly width: string } {
  const parts = name.split('/');
  const width = parts.find((part) => /^w[0-9.]+$/.test(part)) ?? '';
  return { network: parts.filter((part) => part !== width || part === '').join('/'), width };
}
