const failure = (what: string, message: string): Error =>
  Object.assign(new Error(message), { code: `SWEEPSTAKE_FIGURES_${what}` });

/** A panel has not one row to draw. */
export const emptyPanel = (panel: string, missing: readonly string[]): Error =>
  failure(
    'EMPTY_PANEL',
    `panel "${panel}" has nothing to draw: no finished run of ${missing.join(', ')}; ` +
      'run the experiment, or draw it from other tables',
  );

/** Rows of several experiments, data sets or backends came together. */
export const mixedRows = (column: string, values: readonly string[]): Error =>
  failure(
    'MIXED_ROWS',
    `one figure cannot mix ${column} ${values.map((value) => `"${value}"`).join(' and ')}: ` +
      'pass the rows of one of them',
  );

/** A figure without panels, or a table without rows. */
export const nothingToDraw = (what: string): Error =>
  failure('NOTHING_TO_DRAW', `there is nothing to draw: the ${what}`);

/** The font file is not a TrueType font with the tables that measuring text needs. */
export const badFont = (why: string): Error =>
  failure('BAD_FONT', `the font cannot be read: ${why}; reinstall dejavu-fonts-ttf`);
