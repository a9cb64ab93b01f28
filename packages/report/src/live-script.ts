/** Takes the parts that changed from the server, and puts each where it was; what was opened stays open. */
export const LIVE_SCRIPT = `
'use strict';
(function () {
  var state = document.getElementById('live-connection');
  var replace = function (part, markup) {
    var element = document.getElementById(part);
    if (!element) return;
    var open = Array.from(element.querySelectorAll('details')).map(function (one) { return one.open; });
    element.innerHTML = markup;
    var found = element.querySelectorAll('details');
    if (found.length === open.length) found.forEach(function (one, i) { one.open = open[i]; });
  };
  var source = new EventSource('events');
  source.addEventListener('parts', function (event) {
    var parts = JSON.parse(event.data);
    var active = document.activeElement;
    Object.keys(parts).forEach(function (part) { replace(part, parts[part]); });
    if (active && active.id && document.activeElement !== active) {
      var again = document.getElementById(active.id);
      if (again) again.focus();
    }
    document.dispatchEvent(new Event('sweepstake:replaced'));
  });
  source.addEventListener('open', function () { state.textContent = 'connected: updates by itself'; });
  source.addEventListener('error', function () { state.textContent = 'not connected: trying again'; });
})();`;
