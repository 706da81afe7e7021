"use strict";
// What an address names is shown, though it is folded or filtered away; and paper shows what is folded, too, but neither what
// is fine nor what is over, nor the histories of cases.
(() => {
  const opened = [];

  function follow() {
    const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!wanted) return chosen();
    for (let each = wanted; each; each = each.parentElement) {
      if (each.hidden) each.hidden = false;
      if (each.tagName === "DETAILS") each.open = true;
    }
    if (wanted.matches(".case")) wanted.querySelector("details").open = true;
    wanted.scrollIntoView({ behavior: "instant" });
  }

  // An address that chooses rows of a table leads to them.
  function chosen() {
    const [table] = location.hash.slice(1).split(".");
    if (location.hash.includes("=")) document.querySelector(`form[data-filter~="${CSS.escape(table)}"]`)?.scrollIntoView({ behavior: "instant" });
  }

  function unfold() {
    for (const each of document.querySelectorAll("details:not([open])")) {
      if (each.closest(".fine, .closed, .before, .case") || each.matches(".indicator") || each.querySelector("table[data-chart]")) continue;
      each.open = true;
      opened.push(each);
    }
  }

  function fold() {
    for (const each of opened.splice(0)) each.open = false;
  }

  addEventListener("hashchange", follow);
  addEventListener("beforeprint", unfold);
  addEventListener("afterprint", fold);
  follow();
})();
