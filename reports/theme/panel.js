// Click a number, or press Enter on it, and its record opens: what it is, who stands behind it,
// which step made it, from which files. Records are loaded from beside the page when first asked
// for; nothing comes from a network. Numbers can be reached by keyboard while the switch is on.
(function () {
  "use strict";
  var MARK = "[data-id]";
  var FOCUSABLE = ".pd-number, .pd-badge, .pd-undecided " + MARK;
  // What a record says first is for every reader; from these on it is for who checks it.
  var WORKING = ["method", "made_by", "file"];
  var dialog = null;
  var opener = null;
  var held = null;

  function pageName() {
    var file = window.location.pathname.split("/").pop();
    return file ? decodeURIComponent(file).replace(/\.html$/, "") : "index";
  }

  // FNV-1a over the units of the id, as parentdata.site.record_file writes it.
  function digest(id) {
    var hash = 0x811c9dc5;
    for (var place = 0; place < id.length; place += 1) {
      hash = Math.imul(hash ^ id.charCodeAt(place), 0x01000193) >>> 0;
    }
    return hash.toString(36);
  }

  function load(then) {
    if (held || typeof DecompressionStream === "undefined") { then(); return; }
    var script = document.createElement("script");
    script.src = "files/records/" + pageName() + ".js";
    script.onload = function () { unpack(window.parentdataRecords).then(function (all) { held = all; }).then(then, then); };
    script.onerror = then;
    document.head.appendChild(script);
  }

  function unpack(text) {
    var bytes = Uint8Array.from(window.atob(text), function (sign) { return sign.charCodeAt(0); });
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
  }

  function find(id) {
    var row = held && held.records[digest(id)];
    if (!row) { return null; }
    var words = row.map(function (each) { return typeof each === "number" ? held.shared[each] : each; });
    var count = held.labels.length;
    return {
      said: held.labels.map(function (label, place) { return [held.names[place], label, words[place]]; })
        .filter(function (line) { return line[2]; }),
      snippet: words[count].split("{ID}").join(id),
      page: words[count + 1],
      anchor: words[count + 2]
    };
  }

  function make(name, text, properties) {
    var element = document.createElement(name);
    if (text) { element.textContent = text; }
    Object.keys(properties || {}).forEach(function (key) { element.setAttribute(key, properties[key]); });
    return element;
  }

  function isOn() { return "why" in document.documentElement.dataset; }

  function setUpDialog() {
    dialog = make("dialog", "", { "class": "pd-why-panel", "aria-labelledby": "pd-why-title" });
    document.body.appendChild(dialog);
    dialog.addEventListener("close", giveFocusBack);
    dialog.addEventListener("click", function (event) {
      // The room around the panel belongs to it too; what stands in it does not.
      if (event.target === dialog && event.offsetX < 0) { dialog.close(); }
    });
  }

  function giveFocusBack() {
    var to = opener;
    opener = null;
    if (!to) { return; }
    if (to.closest("svg") && !to.closest("a[href]")) { to = to.closest("figure").querySelector("summary") || to; }
    to = to.closest("a[href]") || to.querySelector("button, a[href]") || to;
    if (to.tabIndex < 0 && !to.matches("button, a, summary")) {
      to.setAttribute("tabindex", "-1");
      to.addEventListener("blur", function () { to.removeAttribute("tabindex"); }, { once: true });
    }
    to.focus({ preventScroll: true });
  }

  function write(mark, link) {
    var id = mark.getAttribute("data-id");
    var record = find(id);
    var shown = (mark.closest("svg") ? "" : mark.textContent.trim().replace(/\s+/g, " "));
    var body = make("div", "", { "class": "pd-why-body" });
    var title = make("h2", shown ? "Where “" + shown + "” comes from" : "Where this number comes from",
      { id: "pd-why-title", tabindex: "-1" });
    var close = make("button", "Close", { type: "button", "class": "pd-why-close" });
    close.addEventListener("click", function () { dialog.close(); });
    dialog.replaceChildren(close, title, body);
    if (!record) {
      body.append(make("p", "The record of this number could not be read here. Its id is " + id + "."),
        make("a", "All records of this page (CSV)", { href: "files/records/" + pageName() + ".csv" }));
      return;
    }
    var from = record.said.findIndex(function (line) { return WORKING.indexOf(line[0]) >= 0; });
    var cut = from < 0 ? record.said.length : from;
    body.append(writeLines(record.said.slice(0, cut)), writeLinks(record, link));
    if (from >= 0) { body.append(make("h3", "How it was worked out"), writeLines(record.said.slice(cut))); }
    body.append(writeSnippet(record, id));
  }

  function writeLines(lines) {
    var list = make("dl", "", { "class": "pd-why-said" });
    lines.forEach(function (line) {
      var pair = make("div", "", { "data-said": line[0] });
      pair.append(make("dt", line[1]), make("dd", line[2]));
      list.appendChild(pair);
    });
    return list;
  }

  function writeLinks(record, link) {
    var links = make("p", "", { "class": "pd-why-links" });
    if (record.anchor) {
      var isHere = record.page === pageName() + ".html";
      var to = make("a", isHere ? "Go to the code that made it" : "Go to the code that made it, on its own page",
        { href: (isHere ? "" : record.page) + "#" + record.anchor, "class": "pd-why-code" });
      to.addEventListener("click", function () { opener = null; dialog.close(); });
      links.appendChild(to);
    }
    if (link) {
      var passages = make("a", "Read what was counted", { href: link.getAttribute("href"), "class": "pd-why-counted" });
      passages.addEventListener("click", function () { opener = null; dialog.close(); });
      links.append(" ", passages);
    }
    return links;
  }

  function writeSnippet(record, id) {
    var foot = make("div", "", {});
    if (record.snippet) {
      var fold = make("details", "", { "class": "pd-why-again" });
      fold.append(make("summary", "Work it out again in Python"),
        make("pre", record.snippet, { tabindex: "0", role: "region", "aria-label": "Python code" }));
      foot.appendChild(fold);
    }
    var line = make("p", "Id: ", { "class": "pd-why-id" });
    line.append(make("code", id), make("br"), "In a shell: ", make("code", "python -m parentdata why '" + id + "'"));
    foot.appendChild(line);
    return foot;
  }

  function open(mark, link) {
    opener = mark;
    load(function () {
      write(mark, link);
      if (!dialog.open) { dialog.showModal(); }
      dialog.scrollTop = 0;
      document.getElementById("pd-why-title").focus({ preventScroll: true });
    });
  }

  function findMark(target) {
    var link = target.closest("a[href]");
    var mark = target.closest(MARK) || (link && link.closest("svg") ? link.querySelector(MARK) : null);
    return { mark: mark, link: link || (mark && mark.querySelector("a[href]")) };
  }

  function hear(event) {
    if (!event.target.closest || !event.target.closest("article")) { return; }
    var found = findMark(event.target);
    var folds = event.target.closest("summary");
    // While the switch is off, a link leads where it led and a fold unfolds.
    if (!found.mark || (!isOn() && (event.target.closest("a[href]") || folds))) { return; }
    if (folds) { return; }
    if (String(window.getSelection())) { return; }
    event.preventDefault();
    open(found.mark, found.link);
  }

  function press(event) {
    if ((event.key === "Enter" || event.key === " ") && event.target.matches && event.target.matches("[role='button']" + MARK)) {
      event.preventDefault();
      open(event.target, findMark(event.target).link);
      return;
    }
    if (event.target.matches && event.target.matches("button.pd-why")) { move(event); }
  }

  // A table is one stop of the keyboard; arrows move between its numbers.
  function move(event) {
    var steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 0, ArrowUp: 0, Home: 0, End: 0 };
    if (!(event.key in steps)) { return; }
    event.preventDefault();
    var table = event.target.closest("table");
    var all = Array.from(table.querySelectorAll("button.pd-why"));
    var at = all.indexOf(event.target);
    var next = all[at + steps[event.key]];
    if (event.key === "Home") { next = all[0]; }
    if (event.key === "End") { next = all[all.length - 1]; }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { next = beside(event.target, event.key === "ArrowDown"); }
    if (!next) { return; }
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  function beside(button, isDown) {
    var cell = button.closest("td");
    var row = cell.parentElement;
    do {
      row = isDown ? row.nextElementSibling : row.previousElementSibling;
      var found = row && row.children[cell.cellIndex] && row.children[cell.cellIndex].querySelector("button.pd-why");
      if (found) { return found; }
    } while (row);
    return null;
  }

  function turnOn() {
    document.querySelectorAll(FOCUSABLE).forEach(function (mark) {
      if (!mark.matches(MARK) || mark.closest("summary, a, svg, .pd-toc")) { return; }
      mark.setAttribute("role", "button");
      mark.setAttribute("aria-haspopup", "dialog");
      mark.tabIndex = 0;
    });
    document.querySelectorAll("article table").forEach(function (table) {
      table.querySelectorAll("td" + MARK).forEach(function (cell, place) {
        var button = make("button", "", { type: "button", "class": "pd-why", "aria-haspopup": "dialog" });
        var link = cell.querySelector("a[href]");
        button.tabIndex = place ? -1 : 0;
        // A link stays beside its number: a button may not hold it.
        if (link) { button.textContent = "Record"; cell.append(" ", button); return; }
        button.append.apply(button, Array.from(cell.childNodes));
        cell.appendChild(button);
      });
    });
    document.querySelectorAll("article summary " + MARK).forEach(function (mark) {
      var button = make("button", "Where “" + mark.textContent.trim() + "” comes from", { type: "button", "class": "pd-why-fold" });
      button.addEventListener("click", function () { open(mark, null); opener = button; });
      mark.closest("summary").after(button);
    });
  }

  function turnOff() {
    document.querySelectorAll("[role='button']" + MARK).forEach(function (mark) {
      ["role", "aria-haspopup", "tabindex"].forEach(function (name) { mark.removeAttribute(name); });
    });
    document.querySelectorAll("button.pd-why").forEach(function (button) {
      if (button.parentElement.querySelector("a[href]")) { button.remove(); return; }
      button.replaceWith.apply(button, Array.from(button.childNodes));
    });
    document.querySelectorAll("button.pd-why-fold").forEach(function (button) { button.remove(); });
  }

  function setUpSwitch() {
    var button = document.querySelector(".pd-show-why");
    if (!button || !document.querySelector("article " + MARK)) { return; }
    button.hidden = false;
    button.addEventListener("click", function () {
      var show = !isOn();
      if (show) { document.documentElement.dataset.why = ""; turnOn(); } else { delete document.documentElement.dataset.why; turnOff(); }
      button.setAttribute("aria-pressed", String(show));
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    if (typeof HTMLDialogElement === "undefined") { return; }
    setUpDialog();
    setUpSwitch();
    document.addEventListener("click", hear);
    document.addEventListener("keydown", press);
  });
})();
