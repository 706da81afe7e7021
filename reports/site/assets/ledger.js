"use strict";
(() => {
  const form = document.getElementById("filter");
  const count = document.getElementById("count");
  const none = document.getElementById("none");
  const { department, state, expired } = form.elements;
  const cases = [...document.querySelectorAll(".case")];
  const bodies = [...document.querySelectorAll(".department")];

  function fits(each) {
    const is = each.dataset.state;
    if (expired.checked && is !== "overdue" && is !== "due") return false;
    return !state.value || (state.value === "open" ? each.dataset.open === "1" : is === state.value);
  }

  function show() {
    let shown = 0;
    for (const body of bodies) {
      const mine = !department.value || body.dataset.department === department.value;
      let some = false;
      for (const each of body.querySelectorAll(".case")) {
        each.hidden = !(mine && fits(each));
        some ||= !each.hidden;
        shown += each.hidden ? 0 : 1;
      }
      body.hidden = !some;
    }
    none.hidden = shown > 0;
    count.textContent = count.dataset.words.replace("%s", shown).replace("%a", cases.length);
  }

  // An address such as #d-hbj chooses a department, #c17 shows a case with its history.
  function follow() {
    const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!wanted || !(wanted.matches(".case") || wanted.matches(".department"))) return;
    form.reset();
    department.value = wanted.closest(".department").dataset.department;
    state.value = wanted.matches(".case") ? "" : initial();
    show();
    if (wanted.matches(".case")) wanted.querySelector("details").open = true;
    wanted.hidden = false;
    wanted.scrollIntoView();
  }

  function initial() {
    return cases.some((each) => each.dataset.open === "1") ? "open" : "";
  }

  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", follow);
  form.hidden = false;
  state.value = initial();
  show();
  follow();
})();
