/*
 * The matrix as a picture: what is shown of it now, in its colours, as an SVG file that
 * needs nothing else. What is shown, matrix-view.js says.
 */
(function () {
  "use strict";
  var button = document.querySelector("[data-does=picture]");
  if (!button || !window.sextantMatrixView) {
    return;
  }
  var SVG = "http://www.w3.org/2000/svg";
  var MARGIN = 20, COLUMN = 150, GAP = 4, PAD = 4, INDENT = 8, LINE = 12;
  var halves = [];
  var FONT = "system-ui, sans-serif";
  var measure = document.createElement("canvas").getContext("2d");

  /* XML has none of these. */
  function clean(text) {
    return text.replace(/[\u0000-\u001f]/g, " ").replace(/ +/g, " ").trim();
  }

  function add(to, name, attributes, text) {
    var e = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach(function (key) {
      e.setAttribute(key, attributes[key]);
    });
    if (text !== undefined) {
      e.textContent = clean(text);
    }
    to.append(e);
    return e;
  }

  /* A text in lines of at most that width. */
  function lines(text, width, size) {
    var all = [""];
    measure.font = size + "px " + FONT;
    clean(text).split(" ").forEach(function (word) {
      var last = all[all.length - 1], longer = last ? last + " " + word : word;
      if (last && measure.measureText(longer).width > width) {
        all.push(word);
      } else {
        all[all.length - 1] = longer;
      }
    });
    return all;
  }

  function addLines(to, all, x, y, size, more) {
    all.forEach(function (line, i) {
      add(to, "text", Object.assign({ x: x, y: y + i * (size + 3),
        "font-size": size }, more), line);
    });
    return y + all.length * (size + 3);
  }

  /* What lies over the colour: dots, hatching, or of two colours half and half. */
  function pattern(image) {
    var colours = image.match(/rgba?\([^)]*\)/g) || [];
    if (/^linear/.test(image)) {
      halves = [colours[0], colours[colours.length - 1]];
      return "halves";
    }
    return /^radial/.test(image) ? "dots" : image === "none" ? "" : "hatched";
  }

  /* How things of a look are painted on the page: asked of one that is there for
     as long as that takes. */
  function painter(selector, name) {
    var known = {};
    return function (look) {
      var probe, style;
      if (!known[look]) {
        probe = document.createElement(name);
        probe.className = look;
        document.querySelector(selector).append(probe);
        style = getComputedStyle(probe);
        known[look] = { fill: style.backgroundColor, ink: style.color,
          over: pattern(style.backgroundImage),
          line: style.borderBottomStyle };
        probe.remove();
      }
      return known[look];
    };
  }

  function addBox(to, paint, x, y, width, height, quiet) {
    var box = { x: x, y: y, width: width, height: height, fill: paint.fill,
      stroke: quiet, "stroke-width": 0.5 };
    if (/dotted|dashed/.test(paint.line)) {
      box["stroke-dasharray"] = "2 2";
    }
    add(to, "rect", box);
    if (paint.over) {
      add(to, "rect", { x: x, y: y, width: width, height: height,
        fill: "url(#" + paint.over + ")" });
    }
  }

  function addCell(to, cell, paint, x, y, quiet) {
    var indent = cell.sub ? INDENT : 0, width = COLUMN - indent;
    var name = lines(cell.name, width - 2 * PAD, 9);
    var figure = lines(cell.id + "  " + cell.text, width - 2 * PAD, 8);
    var height = (name.length + figure.length) * LINE + PAD;
    var g = add(to, "g", { fill: paint.ink, "data-id": cell.id });
    add(g, "title", {}, cell.id + " " + cell.name + ": " + cell.text);
    addBox(g, paint, x + indent, y, width, height, quiet);
    addLines(g, name, x + indent + PAD, y + LINE - 1, 9, {});
    addLines(g, figure, x + indent + PAD, y + (name.length + 1) * LINE - 1, 8,
      {});
    return y + height + 1;
  }

  function addLegend(svg, view, y, width, quiet) {
    var paint = painter(".domain.shown .legend ul, .legend ul", "li");
    var key = painter(".legend li", "span"), x = MARGIN;
    view.legend.forEach(function (item) {
      var text = clean(item.key + " " + item.text), wide;
      measure.font = "12px " + FONT;
      wide = measure.measureText(text).width + 4 * MARGIN / 2 + 16;
      if (x > MARGIN && x + wide > width - MARGIN) {
        x = MARGIN;
        y += 20;
      }
      if (item.look) {
        addBox(svg, key("key " + item.look), x, y, 14, 14, quiet);
      }
      add(svg, "text", { x: x + (item.look ? 20 : 0), y: y + 12,
        "font-size": 12, fill: paint("").ink }, text);
      x += wide;
    });
    return y + 30;
  }

  /* After all is drawn: only then it is known which two colours there are. */
  function addPatterns(defs, quiet) {
    var both = { patternUnits: "userSpaceOnUse", width: 6, height: 6 };
    var over = add(defs, "pattern", Object.assign({ id: "hatched",
      patternTransform: "rotate(45)" }, both));
    add(over, "path", { d: "M0 0v6", stroke: quiet, opacity: 0.5 });
    over = add(defs, "pattern", Object.assign({ id: "dots" }, both));
    add(over, "circle", { cx: 3, cy: 3, r: 0.8, fill: quiet, opacity: 0.5 });
    over = add(defs, "linearGradient", { id: "halves", x2: 1, y2: 1 });
    halves.forEach(function (colour) {
      add(over, "stop", { offset: 0.5, "stop-color": colour });
    });
  }

  function draw(view) {
    var body = getComputedStyle(document.body), page = body.backgroundColor;
    var quiet = getComputedStyle(document.querySelector(".sentence")).color;
    var width = 2 * MARGIN - GAP + (COLUMN + GAP) *
      Math.max(view.tactics.length, 6);
    var svg = document.createElementNS(SVG, "svg");
    var paint = painter(".domain.shown .matrix ul, .matrix ul", "li");
    var lowest, top, y = MARGIN + 20, ground, defs;
    add(svg, "title", {}, view.title);
    add(svg, "desc", {}, view.words.join(" "));
    defs = add(svg, "defs", {});
    ground = add(svg, "rect", { width: width, fill: page });
    add(svg, "text", { x: MARGIN, y: y, "font-size": 20,
      "font-weight": "bold" }, view.title);
    y += 20;
    view.words.forEach(function (text) {
      y = addLines(svg, lines(text, width - 2 * MARGIN, 12), MARGIN, y, 12, {});
    });
    top = lowest = addLegend(svg, view, y, width, quiet) + LINE;
    view.tactics.forEach(function (tactic, i) {
      var x = MARGIN + i * (COLUMN + GAP), at = top + 2 * LINE;
      add(svg, "text", { x: x, y: top, "font-size": 11,
        "font-weight": "bold" }, tactic.name);
      add(svg, "text", { x: x, y: top + LINE, "font-size": 9, fill: quiet },
        tactic.figure);
      tactic.cells.forEach(function (cell) {
        at = addCell(svg, cell, paint(cell.look), x, at, quiet);
      });
      lowest = Math.max(lowest, at);
    });
    addPatterns(defs, quiet);
    lowest = Math.ceil(lowest + MARGIN);
    ground.setAttribute("height", lowest);
    svg.setAttribute("viewBox", "0 0 " + width + " " + lowest);
    svg.setAttribute("width", width);
    svg.setAttribute("height", lowest);
    svg.setAttribute("font-family", FONT);
    svg.setAttribute("fill", body.color);
    return svg;
  }

  button.addEventListener("click", function () {
    var view = window.sextantMatrixView(), a = document.createElement("a");
    a.href = URL.createObjectURL(new Blob([
      new XMLSerializer().serializeToString(draw(view)) + "\n"],
    { type: "image/svg+xml" }));
    a.download = "matrix-" + view.domain + ".svg";
    document.body.append(a);
    a.click();
    a.remove();
    setTimeout(function () { URL.revokeObjectURL(a.href); }, 0);
  });
})();
