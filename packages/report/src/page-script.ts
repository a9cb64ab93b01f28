/** Appearance, filter of claims, enlarged figures, copies: what a page without scripts does without. */
export const PAGE_SCRIPT = `
'use strict';
(function () {
  var root = document.documentElement;
  var all = function (selector, within) {
    return Array.from((within || document).querySelectorAll(selector));
  };

  var theme = document.getElementById('theme');
  var system = matchMedia('(prefers-color-scheme: dark)');
  var isDark = function () {
    return root.dataset.theme ? root.dataset.theme === 'dark' : system.matches;
  };
  var nameTheme = function () {
    theme.textContent = isDark() ? 'Light' : 'Dark';
    theme.setAttribute('aria-label', isDark() ? 'Light appearance' : 'Dark appearance');
  };
  theme.addEventListener('click', function () {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    try { localStorage.setItem('sweepstake-theme', root.dataset.theme); } catch (error) {}
    nameTheme();
  });
  system.addEventListener('change', nameTheme);
  nameTheme();
  theme.hidden = false;

  var contents = document.querySelector('#contents details');
  if (contents && !matchMedia('(min-width: 66rem)').matches) contents.open = false;

  var text = { value: '' };
  var verdicts = new Set();
  var applyFilter = function () {
    var words = text.value.toLowerCase().split(/\\s+/).filter(Boolean);
    var rows = all('.claims tbody tr');
    var shown = rows.filter(function (row) {
      var content = row.textContent.toLowerCase();
      var fits = words.every(function (word) { return content.includes(word); }) &&
        (verdicts.size === 0 || verdicts.has(row.dataset.verdict));
      row.hidden = !fits;
      return fits;
    });
    all('.chip').forEach(function (chip) {
      chip.setAttribute('aria-pressed', String(verdicts.has(chip.dataset.verdict)));
    });
    var count = document.getElementById('claim-count');
    var none = document.getElementById('claims-none');
    if (none) none.hidden = shown.length > 0;
    if (count) count.textContent = shown.length === rows.length
      ? rows.length + ' claims' : shown.length + ' of ' + rows.length + ' claims';
  };

  var dialog = document.getElementById('enlarged');
  var svgOf = function (button) {
    return button.closest('.figure').querySelector('.plate svg');
  };
  var enlarge = function (button) {
    var plate = button.closest('.figure').querySelector('.plate');
    var view = dialog.querySelector('.view');
    view.setAttribute('aria-label', plate.getAttribute('aria-label'));
    view.replaceChildren(svgOf(button).cloneNode(true));
    dialog.querySelector('h2').textContent = button.closest('.figure').querySelector('h3').textContent;
    dialog.showModal();
    dialog.addEventListener('close', function () {
      view.replaceChildren();
      button.focus();
    }, { once: true });
  };
  var save = function (button) {
    var copy = svgOf(button).cloneNode(true);
    copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    var source = new XMLSerializer().serializeToString(copy);
    var address = URL.createObjectURL(new Blob([source], { type: 'image/svg+xml' }));
    var link = document.createElement('a');
    link.href = address;
    link.download = button.dataset.file;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(address); }, 1000);
  };
  var copyCommand = function (button) {
    var code = button.parentElement.querySelector('code');
    var told = function (word) {
      button.textContent = word;
      setTimeout(function () { button.textContent = 'Copy'; }, 1500);
    };
    var select = function () {
      getSelection().selectAllChildren(code);
      told('Selected');
    };
    if (navigator.clipboard) navigator.clipboard.writeText(code.textContent).then(
      function () { told('Copied'); }, select);
    else select();
  };

  document.addEventListener('click', function (event) {
    var button = event.target.closest('button');
    if (!button) return;
    if (button.classList.contains('enlarge')) enlarge(button);
    else if (button.classList.contains('save')) save(button);
    else if (button.classList.contains('copy')) copyCommand(button);
    else if (button.classList.contains('close')) dialog.close();
    else if (button.classList.contains('chip')) {
      var verdict = button.dataset.verdict;
      if (!verdicts.delete(verdict)) verdicts.add(verdict);
      applyFilter();
    }
  });
  document.addEventListener('input', function (event) {
    if (event.target.id !== 'claim-text') return;
    text.value = event.target.value;
    applyFilter();
  });

  /* Parts of the page may be replaced while it is open. */
  var equip = function () {
    all('.filter, .enlarge, .save, .copy').forEach(function (element) { element.hidden = false; });
    var input = document.getElementById('claim-text');
    if (input) input.value = text.value;
    applyFilter();
  };
  document.addEventListener('sweepstake:replaced', equip);
  equip();
})();`;
