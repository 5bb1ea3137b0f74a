// Beside a page's own scripts in a preview only: asks now and then whether the
// site has become another, by a script of its own, since a page may not
// connect to anything else, and then loads the page again.
(function () {
  'use strict';
  var EVERY = 1000, AWAY = 5000; // milliseconds
  var first = null;

  window.sextantPreview = function (state) {
    if (first === null)
      first = state;
    else if (state !== first)
      location.reload();
  };

  function ask() {
    var script = document.createElement('script');
    function again(wait) {
      script.remove();
      setTimeout(ask, wait);
    }
    script.src = '/.preview/state.js';
    script.onload = function () { again(EVERY); };
    script.onerror = function () { again(AWAY); };
    document.head.appendChild(script);
  }
  ask();
}());
