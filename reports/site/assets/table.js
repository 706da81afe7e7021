"use strict";
// Any <table data-sortable>: buttons in its headers sort the rows of each tbody; a <form data-filter="id …"> filters them.
// th: data-sort="none" is not sorted by, data-first="descending" starts with the most. td, th: data-value is sorted by instead
// of the text; "" is unknown and last either way. tr: data-fixed stays first; data-NAME holds the words that a control NAME chooses
// among. What was chosen stands in the address as #ID.sort=2&ID.group=…, so that a link can share it.
(() => {
  const say = document.body.dataset;
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const sortable = [...document.querySelectorAll("table[data-sortable]")].map(prepared);
  const filters = [...document.querySelectorAll("form[data-filter]")].map(filtering);

  function prepared(table) {
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    const bodies = [...table.tBodies].map((body) => ({ body, rows: [...body.rows] }));
    const sorted = { table, heads, bodies, at: -1, down: false };
    heads.forEach((head, at) => {
      if (head.dataset.sort !== "none" && head.textContent.trim()) button(head, () => turn(sorted, at));
    });
    return sorted;
  }

  function button(head, act) {
    const made = document.createElement("button");
    const words = head.textContent.trim().replace(/\s+/g, " ");
    made.type = "button";
    made.className = "sort";
    made.title = say.saySort.replace("%s", () => words);
    if (head.querySelector("a, .unseen")) made.setAttribute("aria-label", made.title);
    if (!head.querySelector("a")) made.append(...head.childNodes);
    made.addEventListener("click", act);
    head.append(made);
    head.setAttribute("aria-sort", "none");
  }

  function turn(sorted, at) {
    const first = sorted.heads[at].dataset.first === "descending";
    if (sorted.at !== at) arrange(sorted, at, first);
    else if (sorted.down === first) arrange(sorted, at, !first);
    else arrange(sorted, -1, false);
    remember();
  }

  function arrange(sorted, at, down) {
    Object.assign(sorted, { at, down });
    for (const head of sorted.heads) {
      if (head.hasAttribute("aria-sort")) head.setAttribute("aria-sort", "none");
    }
    if (at >= 0) sorted.heads[at].setAttribute("aria-sort", down ? "descending" : "ascending");
    for (const { body, rows } of sorted.bodies) {
      const fixed = rows.filter((row) => "fixed" in row.dataset);
      const free = rows.filter((row) => !("fixed" in row.dataset));
      body.append(...fixed, ...(at < 0 ? free : ordered(free, at, down)));
    }
  }

  function ordered(rows, at, down) {
    const keyed = rows.map((row) => ({ row, key: keyOf(row.cells[at]) }));
    const known = keyed.filter((each) => each.key !== "");
    const numbers = known.every((each) => Number.isFinite(Number(each.key)));
    const compare = numbers ? (a, b) => Number(a) - Number(b) : (a, b) => collator.compare(a, b);
    known.sort((a, b) => (down ? compare(b.key, a.key) : compare(a.key, b.key)));
    return [...known, ...keyed.filter((each) => each.key === "")].map((each) => each.row);
  }

  function keyOf(cell) {
    const key = (cell?.dataset.value ?? cell?.textContent ?? "").trim();
    return key === "—" ? "" : key;
  }

  function filtering(form) {
    const mine = sortable.filter(({ table }) => form.dataset.filter.split(" ").includes(table.id));
    const filter = { form, mine, count: form.querySelector("[data-count]") };
    for (const { table } of mine) {
      const none = document.createElement("p");
      none.className = "none";
      none.hidden = true;
      none.textContent = say.sayNone;
      (table.closest(".wide") ?? table).after(none);
    }
    form.addEventListener("input", () => (choose(filter), remember()));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => (choose(filter), remember())));
    form.hidden = false;
    return filter;
  }

  function controls(form) {
    return [...form.elements].filter((each) => each.name);
  }

  function chosen(control) {
    return control.type === "checkbox" ? (control.checked ? control.value : "") : control.value.trim();
  }

  function choose({ form, mine, count }) {
    const wanted = controls(form).map((each) => [each.name, chosen(each), "text" in each.dataset]).filter(([, value]) => value);
    let shown = 0;
    let all = 0;
    for (const { table, bodies } of mine) {
      let some = false;
      for (const { body, rows } of bodies) {
        const free = rows.filter((row) => !("fixed" in row.dataset));
        for (const row of free) row.hidden = !wanted.every((each) => fits(row, ...each));
        const left = free.filter((row) => !row.hidden).length;
        body.hidden = left === 0;
        shown += left;
        all += free.length;
        some ||= left > 0;
      }
      (table.closest(".wide") ?? table).nextElementSibling.hidden = some;
    }
    if (count) count.textContent = count.dataset.count.replace("%s", shown).replace("%a", all);
  }

  function fits(row, name, value, isText) {
    if (!isText) return (row.dataset[name] ?? "").split(" ").includes(value);
    const words = `${row.dataset[name] ?? ""} ${row.textContent}`.toLowerCase();
    return value.toLowerCase().split(/\s+/).every((word) => words.includes(word));
  }

  function remember() {
    const told = new URLSearchParams();
    for (const { table, at, down } of sortable) {
      if (table.id && at >= 0) told.set(`${table.id}.sort`, `${down ? "-" : ""}${at + 1}`);
    }
    for (const { form, mine } of filters) {
      for (const each of controls(form)) {
        if (mine.length && chosen(each)) told.set(`${mine[0].table.id}.${each.name}`, chosen(each));
      }
    }
    history.replaceState(null, "", `#${told}`);
  }

  function follow() {
    const told = new URLSearchParams(location.hash.slice(1));
    for (const sorted of sortable) {
      const at = Math.trunc(Number(told.get(`${sorted.table.id}.sort`)));
      const head = sorted.heads[Math.abs(at) - 1];
      if (head?.hasAttribute("aria-sort")) arrange(sorted, Math.abs(at) - 1, at < 0);
      else if (sorted.at >= 0) arrange(sorted, -1, false);
    }
    for (const filter of filters) {
      for (const each of controls(filter.form)) {
        const value = told.get(`${filter.mine[0]?.table.id}.${each.name}`) ?? "";
        if (each.type === "checkbox") each.checked = value === each.value;
        else if (each.tagName !== "SELECT" || [...each.options].some((one) => one.value === value)) each.value = value;
      }
      choose(filter);
    }
  }

  // An address that names a place in the page, and nothing of ours, changes no choice.
  function isOurs() {
    return sortable.some(({ table }) => table.id && location.hash.includes(`${table.id}.`));
  }

  // What is wider than the screen says so.
  function scrolls(region) {
    const hint = document.createElement("p");
    hint.className = "hint";
    hint.textContent = say.sayScroll;
    hint.setAttribute("aria-hidden", "true");
    region.before(hint);
    const look = () => {
      const over = region.scrollWidth - region.clientWidth;
      hint.hidden = over < 2;
      region.classList.toggle("scrolls", over - region.scrollLeft > 2);
    };
    new ResizeObserver(look).observe(region);
    region.addEventListener("scroll", look, { passive: true });
    look();
  }

  document.querySelectorAll(".wide").forEach(scrolls);
  addEventListener("hashchange", () => isOurs() && follow());
  if (isOurs()) follow();
  else filters.forEach(choose);
})();
