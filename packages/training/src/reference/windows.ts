/** `planes` images (every channel of every example) of height x width, in windows of size x size. */
export interface PoolShape {
  readonly planes: number;
  readonly height: number;
  readonly width: number;
  readonly size: number;
}

/**
 * Calls `visit` for every whole window with its number, which is the flat index of its output, and its first entry's
 * index; entry (i, j) of the window is i width + j further. Rows and columns that do not fill a window are left out.
 */
export function eachWindow(
  { planes, height, width, size }: PoolShape,
  visit: (output: number, corner: number) => void,
): void {
  let output = 0;
  for (let plane = 0; plane < planes; plane++)
    for (let row = 0; row + size <= height; row += size)
      for (let column = 0; column + size <= width; column += size)
        visit(output++, (plane * height + row) * width + column);
}
