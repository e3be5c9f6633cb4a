// Light and dark, the code switch, the menu and the contents on small screens.
// Everything can be read without this script.
(function () {
  "use strict";
  var root = document.documentElement;
  var KEY = "parentdata-scheme";
  var prefersDark = window.matchMedia("(prefers-color-scheme: dark)");

  // Storage can be refused, on pages opened from disk and in private windows.
  function recall() {
    try { return window.localStorage.getItem(KEY); } catch (refused) { return null; }
  }
  function remember(scheme) {
    try { window.localStorage.setItem(KEY, scheme); } catch (refused) { /* not remembered */ }
  }
  function setScheme(scheme) {
    root.dataset.scheme = scheme;
    var button = document.querySelector(".pd-scheme");
    if (button) { button.setAttribute("aria-pressed", String(scheme === "dark")); }
  }
  function preferred() {
    return recall() || (prefersDark.matches ? "dark" : "light");
  }

  root.dataset.js = "";
  setScheme(preferred());
  prefersDark.addEventListener("change", function () { setScheme(preferred()); });

  function setUpScheme() {
    var button = document.querySelector(".pd-scheme");
    button.hidden = false;
    setScheme(preferred());
    button.addEventListener("click", function () {
      var scheme = root.dataset.scheme === "dark" ? "light" : "dark";
      remember(scheme);
      setScheme(scheme);
    });
  }

  function setUpCode() {
    var folds = document.querySelectorAll("details.code-fold");
    var button = document.querySelector(".pd-show-code");
    if (!folds.length) { return; }
    button.hidden = false;
    button.addEventListener("click", function () {
      var show = button.getAttribute("aria-pressed") !== "true";
      folds.forEach(function (fold) { fold.open = show; });
      button.setAttribute("aria-pressed", String(show));
    });
  }

  function setUpMenu() {
    var button = document.querySelector(".pd-menu");
    var nav = document.querySelector(".pd-nav");
    var narrow = window.matchMedia("(max-width: 767px)");
    function fit() { button.hidden = !narrow.matches; }
    narrow.addEventListener("change", fit);
    fit();
    button.addEventListener("click", function () {
      var open = nav.classList.toggle("is-open");
      button.setAttribute("aria-expanded", String(open));
    });
  }

  function setUpContents() {
    var contents = document.querySelector(".pd-toc details");
    var wide = window.matchMedia("(min-width: 1112px)");
    if (!contents) { return; }
    function fit() { contents.open = wide.matches; }
    wide.addEventListener("change", fit);
    fit();
  }

  // What a page was made with belongs on paper too.
  function setUpPrinting() {
    var parameters = document.querySelector(".pd-parameters");
    var wasOpen = false;
    if (!parameters) { return; }
    window.addEventListener("beforeprint", function () {
      wasOpen = parameters.open;
      parameters.open = true;
    });
    window.addEventListener("afterprint", function () { parameters.open = wasOpen; });
  }

  // A link to something folded away unfolds it.
  function unfoldTarget() {
    var target = window.location.hash && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    for (var at = target; at; at = at.parentElement) {
      if (at.tagName === "DETAILS") { at.open = true; }
    }
    if (!target) { return; }
    // Of a cell, what is asked for is its code.
    var code = target.classList.contains("cell") && target.querySelector("details.code-fold");
    if (code) { code.open = true; }
    (code || target).scrollIntoView();
  }

  document.addEventListener("DOMContentLoaded", function () {
    setUpScheme();
    setUpCode();
    setUpMenu();
    setUpContents();
    setUpPrinting();
    unfoldTarget();
    window.addEventListener("hashchange", unfoldTarget);
  });
})();
