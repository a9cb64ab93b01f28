/** Runs before anything is drawn: whether scripts run at all, and the appearance that the reader chose before. */
export const HEAD_SCRIPT = `
document.documentElement.classList.add('js');
try {
  var theme = localStorage.getItem('sweepstake-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch (error) {}`;
