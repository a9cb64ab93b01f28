/** Takes the parts that changed from the server, and puts each where it was; what was opened stays open. */
export const LIVE_SCRIPT = `
'use strict';
(function () {
  var state = document.getElementById('live-connection');
  var keyOf = function (details) {
    var near = details.closest('[id]');
    return (near ? near.id : '') + ' ' + details.querySelector('summary').textContent.trim();
  };
  var replace = function (part, markup) {
    var element = document.getElementById(part);
    if (!element) return;
    var open = new Map(Array.from(element.querySelectorAll('details'), function (one) {
      return [keyOf(one), one.open];
    }));
    element.innerHTML = markup;
    element.querySelectorAll('details').forEach(function (one) {
      if (open.has(keyOf(one))) one.open = open.get(keyOf(one));
    });
  };
  var source = new EventSource('events');
  source.addEventListener('parts', function (event) {
    var parts = JSON.parse(event.data);
    var active = document.activeElement;
    var aim = location.hash.slice(1);
    var wasThere = document.getElementById(aim) !== null;
    Object.keys(parts).forEach(function (part) { replace(part, parts[part]); });
    if (active && active.id && document.activeElement !== active) {
      var again = document.getElementById(active.id);
      if (again) again.focus();
    }
    document.dispatchEvent(new Event('sweepstake:replaced'));
    var target = document.getElementById(aim);
    if (target && !wasThere) target.scrollIntoView();
  });
  source.addEventListener('open', function () { state.textContent = 'connected: updates by itself'; });
  source.addEventListener('error', function () { state.textContent = 'not connected: trying again'; });
})();`;
