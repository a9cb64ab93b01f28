const failure = (what: string, message: string): Error =>
  Object.assign(new Error(message), { code: `SWEEPSTAKE_FIGURES_${what}` });

/** A panel has not one row to draw. */
export const emptyPanel = (panel: string, missing: readonly string[]): Error =>
  failure(
    'EMPTY_PANEL',
    `panel "${panel}" has nothing to draw: no finished run of ${missing.join(', ')}; ` +
      'run the experiment, or draw it from other tables',
  );

/** Rows of several experiments or backends came together, or a line's rows are of several networks. */
export const mixedRows = (column: string, values: readonly string[]): Error =>
  failure(
    'MIXED_ROWS',
    `one figure cannot mix ${column} ${values.map((value) => `"${value}"`).join(' and ')}: ` +
      'pass the rows of one of them, or name it in the definition of each line',
  );

/** A figure without panels, or a table without rows. */
export const nothingToDraw = (what: string): Error =>
  failure('NOTHING_TO_DRAW', `there is nothing to draw: the ${what}`);

/** A line on an axis of weights does not say how many weights its network has. */
export const noWeights = (line: string): Error =>
  failure(
    'NO_WEIGHTS',
    `line "${line}" has no number of weights for the x axis: give the series \`weights\``,
  );

/** A panel at an iteration does not say which. */
export const noIteration = (panel: string): Error =>
  failure('NO_ITERATION', `panel "${panel}" is at an iteration: give it \`iteration\``);

/** A row of a table is not as long as its header. */
export const raggedTable = (row: number, cells: number, columns: number): Error =>
  failure(
    'RAGGED_TABLE',
    `row ${row} of the table has ${cells} cells, its header ${columns}: give every row one cell for each column`,
  );

/** The font file is not a TrueType font with the tables that measuring text needs. */
export const badFont = (why: string): Error =>
  failure('BAD_FONT', `the font cannot be read: ${why}; reinstall dejavu-fonts-ttf`);
