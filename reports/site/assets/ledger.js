"use strict";
// The ledger alone: which cases are shown, and an address that shares it: #department=hbj&state=open&expired, #d-hbj or #c17.
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

  function remember() {
    const told = new URLSearchParams({ department: department.value, state: state.value });
    if (expired.checked) told.set("expired", "1");
    history.replaceState(null, "", `#${told}`);
  }

  function choose(told) {
    form.reset();
    for (const each of [department, state]) {
      const value = told.get(each.name) ?? "";
      if ([...each.options].some((one) => one.value === value)) each.value = value;
    }
    expired.checked = told.has("expired");
    show();
  }

  function follow() {
    const name = location.hash.slice(1);
    const wanted = document.getElementById(name);
    if (wanted?.matches(".case, .department")) {
      const mine = wanted.closest(".department").dataset.department;
      choose(new URLSearchParams({ department: mine, state: wanted.matches(".case") ? "" : initial() }));
      wanted.hidden = false;
      wanted.scrollIntoView();
    } else if (name.includes("=")) {
      choose(new URLSearchParams(name));
    }
  }

  function initial() {
    return cases.some((each) => each.dataset.open === "1") ? "open" : "";
  }

  form.addEventListener("input", () => (show(), remember()));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", follow);
  form.hidden = false;
  state.value = initial();
  show();
  follow();
})();
