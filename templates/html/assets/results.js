/*
 * search.html: all that is found, a list a kind, the kinds as `sextant search` has
 * them. The address says what was asked (#q=mimikatz).
 */
(function () {
  "use strict";
  var FEW = 20; // of a kind, until all of them are asked for
  var of = window.sextantSearch, make = of.make;
  var place = document.querySelector("[data-results]");
  var form = make("p", { class: "ask" });
  var input = make("input", { type: "search", autocomplete: "off",
    spellcheck: "false" });
  var status = make("p", { role: "status" });
  var kinds = make("nav", { "aria-label": "Kinds", hidden: "" });
  var found = make("div"), name = document.title, asks, whole;

  function asked() {
    var m = /^#q=([^&]*)/.exec(location.hash);
    try {
      return m ? decodeURIComponent(m[1].replace(/\+/g, " ")) : "";
    } catch (e) {
      return m[1]; // not written by us
    }
  }

  function addKind(one, text) {
    var section = make("section", { "aria-labelledby": "kind-" + one.kind });
    var list = make("ol"), more, said = of.count(one.found, one.kind);
    function fill(results) {
      list.textContent = "";
      results.forEach(function (result) {
        var li = make("li");
        li.append(of.link(result));
        list.append(li);
      });
    }
    fill(one.results);
    section.append(make("h2", { id: "kind-" + one.kind }, said), list);
    if (one.found > one.results.length) {
      more = make("button", { type: "button" }, "All " + said);
      more.addEventListener("click", function () {
        whole(text, function (answer) {
          answer.kinds.forEach(function (other) {
            if (other.kind === one.kind) {
              fill(other.results);
            }
          });
          more.remove();
          list.children[FEW].querySelector("a").focus();
        });
      });
      section.append(more);
    }
    found.append(section);
  }

  function show(text, answer) {
    var ul = make("ul");
    document.title = text ? text + " · " + name : name;
    status.textContent = of.sentence(text, answer);
    found.textContent = kinds.textContent = "";
    kinds.hidden = answer.kinds.length < 2;
    answer.kinds.forEach(function (one) {
      var li = make("li"), a = make("a", {}, of.count(one.found, one.kind));
      a.href = "#kind-" + one.kind;
      a.addEventListener("click", function (event) { // the address stays
        event.preventDefault();
        document.getElementById("kind-" + one.kind).scrollIntoView();
        document.getElementById("kind-" + one.kind).nextSibling
          .querySelector("a").focus({ preventScroll: true });
      });
      li.append(a);
      ul.append(li);
      addKind(one, text);
    });
    kinds.append(ul);
  }

  /* All of what is shown; its files are there. */
  whole = function (text, done) {
    of.asker(function (same, answer) { done(answer); }).ask(text, Infinity, 0);
  };

  function read() {
    if (asked() !== input.value.trim()) {
      input.value = asked();
      asks.ask(input.value, FEW, 0);
    }
  }

  form.append(make("label", {}, "Search for "));
  form.firstChild.append(input);
  place.textContent = "";
  place.append(form, status, kinds, found);
  asks = of.asker(show);
  input.addEventListener("input", function () {
    history.replaceState(null, "", input.value.trim() === "" ? "#"
      : "#q=" + encodeURIComponent(input.value.trim()));
    asks.ask(input.value, FEW, of.pause());
  });
  window.addEventListener("hashchange", read);
  read();
  of.warm(function () {});
})();
