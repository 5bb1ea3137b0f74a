/*
 * A button behind each id and command (data-copy, and blocks of code), which copies it.
 * site.js is loaded before.
 */
(function () {
  "use strict";
  var make = window.sextantSearch.make, LASTS = 2000; /* ms */
  var status = make("p", { role: "status", class: "unseen" });

  /* Where there is no clipboard to write to: a page that is not from https. */
  function copyOld(text) {
    var field = make("textarea", { class: "unseen", readonly: "" }), done;
    field.value = text;
    document.body.append(field);
    field.select();
    try {
      done = document.execCommand("copy");
    } catch (e) {
      done = false;
    }
    field.remove();
    return done;
  }

  function write(text) {
    return !navigator.clipboard ? Promise.reject()
      : navigator.clipboard.writeText(text);
  }

  function add(e) {
    var text = e.textContent.trim();
    var button = make("button", { type: "button", class: "copy",
      "aria-label": "Copy " + (e.matches("pre") ? "this" : text) });
    var heading = e.closest("h1");

    function tell(done) {
      button.focus();
      status.textContent = done ? "Copied" : "Selected: copy it by keyboard";
      if (!done) {
        window.getSelection().selectAllChildren(e);
      }
      button.classList.toggle("done", done);
      window.setTimeout(function () {
        button.classList.remove("done");
        status.textContent = "";
      }, LASTS);
    }

    button.addEventListener("click", function () {
      write(text).then(function () {
        tell(true);
      }, function () {
        tell(copyOld(text));
      });
    });
    if (heading) { /* it is called what it was */
      heading.setAttribute("aria-label", heading.textContent.trim());
    }
    e.append(button);
  }

  document.querySelectorAll("[data-copy], main pre").forEach(add);
  document.body.append(status);
}());
