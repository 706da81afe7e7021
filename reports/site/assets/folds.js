"use strict";
// What an address names is shown, though it is folded away; and paper shows what is folded, too, but what is fine.
(() => {
  const opened = [];

  function follow() {
    const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!wanted) return;
    if (wanted.tagName === "DETAILS") wanted.open = true;
    for (let each = wanted.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
    if (wanted.matches(".case")) wanted.querySelector("details").open = true;
    wanted.scrollIntoView();
  }

  function unfold() {
    for (const each of document.querySelectorAll("details:not([open])")) {
      if (each.closest(".fine, .closed") || each.matches(".indicator")) continue;
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
