"use strict";
// Looks for words in search-index.js. Chinese is not parted into words, for no two readers part it alike: what stands in a text is
// every two characters that follow each other, and the last one alone; what is asked for is found where all its pairs are.
// A word may also be the short name of a department, some of its characters in their order (环保局 is 环境保护局).
// What was asked for stands in the address as #q=…&kind=…, so that a link can share it.
(() => {
  const form = document.getElementById("search");
  const list = document.getElementById("results");
  const found = document.getElementById("found");
  const more = document.getElementById("more");
  const lists = document.getElementById("lists");
  const field = form.elements.q;
  const STEP = 30;
  const VAGUE = 12; // as a short name of so many departments a word says nothing
  const WORTH = { department: 6, topic: 4, rule: 3, failed: 1.5, doubt: 1.2, case: 1, passed: 0.8 };
  const HAN = /^\p{Script=Han}$/u;
  const RUNS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+(?:[-._](?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+)*/gu;
  const BREAKS = /[\s,、;。“”‘’"'《》()〔〕[\]]+/u; // after folding
  const CHUNK = 100; // entries taken in at a time
  const OWNER = "\u0000"; // before whose something is
  const CODE = "\u0001"; // before coded characters, of which each has so many digits
  const WIDTH = 4;
  const EACH = /.{4}/gs;
  const engine = empty();
  let entries = [];
  let results = [];
  let waiting = 0;

  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const runs = (text) => fold(text).match(RUNS) ?? [];
  const isHan = (run) => HAN.test(String.fromCodePoint(run.codePointAt(0)));
  const asked = (text) => fold(text).replace(/[a-z]+:\/\//g, " ").split(BREAKS).filter((word) => runs(word).length);

  // Of a text: pairs of characters; of other letters the whole run, and what is left of it after each of its marks.
  function tokens(text) {
    return runs(text).flatMap((run) => (isHan(run) ? pairs(run, true) : tails(run)));
  }

  function pairs(run, withLast) {
    const chars = [...run];
    const made = chars.slice(1).map((char, at) => chars[at] + char);
    if (withLast || chars.length === 1) made.push(chars[chars.length - 1]);
    return made.map(coded);
  }

  // The engine looks through all that can come next, one by one: of characters thousands can, of digits 32.
  function coded(chars) {
    return `${CODE}${[...chars].map((char) => char.codePointAt(0).toString(32).padStart(WIDTH, "0")).join("")}`;
  }

  function plain(term) {
    if (!term.startsWith(CODE)) return term;
    const codes = term.slice(1).match(EACH);
    return String.fromCodePoint(...codes.map((code) => parseInt(code, 32)));
  }

  function tails(run) {
    const parts = run.split(/(?<=[-._])/u);
    return parts.map((_, at) => parts.slice(at).join(""));
  }

  // All that can be found, as the index tells it; what is looked up in it is made of it when it is needed.
  function read({ texts, entries: told }) {
    return told.map(([anchor, department, kind, page, title, context, ...words], id) => ({
      id,
      department,
      kind: texts[kind],
      address: anchor ? `${texts[page]}#${anchor}` : texts[page],
      title: texts[title],
      context: texts[context],
      words: words.map((at) => texts[at]),
    }));
  }

  function empty() {
    const known = new Map(); // many entries have the same texts
    const cut = (text) => known.get(text) ?? known.set(text, tokens(text)).get(text);
    return new MiniSearch({
      fields: ["title", "context", "words", "department"],
      stringifyField: (value) => value,
      tokenize: (value, name) => (name === "department" ? [`${OWNER}${value}`] : [value].flat().flatMap(cut)),
      processTerm: (term) => term,
    });
  }

  // Takes in more entries, in the time that nobody needs; who asks before takes in the rest at once.
  function take(most) {
    engine.addAll(entries.slice(engine.documentCount, engine.documentCount + most));
  }

  function goOn() {
    const soon = window.requestIdleCallback ?? ((act) => setTimeout(act, 20));
    if (engine.documentCount < entries.length) soon(() => (take(CHUNK), goOn()));
  }

  // A word is found where all its parts are, or in what is of a department that it is a short name of.
  function wanted(word) {
    const parts = runs(word).flatMap((run) => (isHan(run) ? pairs(run, false) : [run]));
    const told = { combineWith: "AND", queries: parts };
    const short = shortNames(word).map((id) => `${OWNER}${id}`);
    return short.length ? { combineWith: "OR", queries: [told, ...short] } : told;
  }

  function shortNames(word) {
    const chars = [...word];
    if (chars.length < 2 || !chars.every((char) => HAN.test(char))) return [];
    const fits = entries.filter((each) => each.kind === "department" && isWithin(chars, fold(each.title)));
    return fits.length < VAGUE ? fits.map((each) => each.department) : [];
  }

  function isWithin(chars, name) {
    let at = -1;
    return chars.every((char) => (at = name.indexOf(char, at + 1)) >= 0);
  }

  const options = {
    boost: { title: 4, context: 1.5, words: 1, department: 1 },
    tokenize: (term) => [term],
    processTerm: (term) => term,
    prefix: (term) => (term.startsWith(CODE) ? term.length === WIDTH + 1 : !term.startsWith(OWNER)),
    fuzzy: (term) => (/^[\p{L}\p{M}]{4,}$/u.test(term) ? 0.2 : false),
    boostDocument: (id) => WORTH[entries[id].kind] ?? 1,
  };

  function look(words) {
    const queries = words.map(wanted);
    const all = engine.search({ combineWith: "AND", queries }, options);
    if (all.length) return { hits: ranked(all, words), partly: false };
    const parts = [...new Set(words.flatMap((word) => runs(word).flatMap((run) => (isHan(run) ? pairs(run, false) : [run]))))];
    const some = parts.length > 1 ? engine.search({ combineWith: "OR", queries: [...parts, ...queries] }, options) : [];
    const enough = some.filter((hit) => new Set(hit.queryTerms).size * 2 >= parts.length);
    return { hits: ranked(enough, words), partly: true };
  }

  // What has the words as they were written comes before what only has their parts.
  function ranked(hits, words) {
    const scored = hits.map((hit) => {
      const entry = entries[hit.id];
      entry.all ??= fold([entry.title, entry.context, ...entry.words].join("\n"));
      const literal = words.filter((word) => entry.all.includes(word)).length;
      return { entry, terms: hit.terms.filter((term) => !term.startsWith(OWNER)).map(plain), score: hit.score * (1 + 3 * (literal / words.length)) };
    });
    return scored.sort((a, b) => b.score - a.score || a.entry.id - b.entry.id);
  }

  function show() {
    const words = asked(field.value);
    lists.hidden = words.length > 0;
    if (words.length) take(entries.length);
    const { hits, partly } = words.length ? look(words) : { hits: [], partly: false };
    const kind = form.elements.kind.value;
    const many = tally(hits);
    for (const each of form.querySelectorAll("[data-many]")) each.textContent = words.length ? (many[each.dataset.many] ?? 0) : "";
    results = hits.filter(({ entry }) => !kind || entry.kind === kind);
    list.replaceChildren();
    list.hidden = results.length === 0;
    found.textContent = words.length ? told(results.length, partly) : "";
    document.title = words.length ? `${field.value.trim()} · ${title}` : title;
    further(words);
  }

  function tally(hits) {
    const many = { "": hits.length };
    for (const { entry } of hits) many[entry.kind] = (many[entry.kind] ?? 0) + 1;
    return many;
  }

  function told(count, partly) {
    if (!count) return form.dataset.none;
    return (partly ? form.dataset.partly : form.dataset.shown).replace("%s", count);
  }

  function further(words) {
    const from = list.children.length;
    list.append(...results.slice(from, from + STEP).map((each) => row(each, words)));
    const left = results.length - list.children.length;
    more.hidden = left === 0;
    more.textContent = form.dataset.more.replace("%s", Math.min(left, STEP));
    return list.children[from];
  }

  function row({ entry, terms }, words) {
    const line = document.createElement("li");
    const kind = form.querySelector(`input[value="${entry.kind}"]`).closest("label");
    const link = made("a", "", marked(entry.title, words, terms));
    link.href = entry.address;
    line.append(made("p", "line", [link, " ", made("span", `tag ${kind.className}`, [kind.querySelector(".kind").textContent])]));
    if (entry.context) line.append(made("p", "context", marked(entry.context, words, terms)));
    const quoted = best(entry, words, terms);
    if (quoted) line.append(made("p", "snippet", marked(quoted, words, terms)));
    return line;
  }

  function made(name, style, inner) {
    const element = document.createElement(name);
    if (style) element.className = style;
    element.append(...inner);
    return element;
  }

  // The text of an entry that has most of the words, unless its title has them all.
  function best(entry, words, terms) {
    const worth = (text) => needles(text, words, terms).length;
    const texts = entry.words.map((text) => ({ text, worth: worth(fold(text)) }));
    const first = texts.reduce((a, b) => (b.worth > a.worth ? b : a), { text: "", worth: 0 });
    return first.text || (needles(fold(entry.title), words, []).length ? "" : (entry.words[0] ?? ""));
  }

  function needles(folded, words, terms) {
    const whole = words.filter((word) => folded.includes(word));
    return whole.length ? whole : terms.filter((term) => folded.includes(term));
  }

  // A text with what was asked for marked in it; untouched where folding moved its characters.
  function marked(text, words, terms) {
    const folded = fold(text);
    if (folded.length !== text.length) return [text];
    const here = needles(folded, words, terms);
    const is = new Uint8Array(text.length);
    for (const needle of here) {
      for (let at = folded.indexOf(needle); at >= 0; at = folded.indexOf(needle, at + 1)) is.fill(1, at, at + needle.length);
    }
    const parts = [];
    for (let from = 0, to = 0; from < text.length; from = to) {
      while (to < text.length && is[to] === is[from]) to += 1;
      parts.push(is[from] ? made("mark", "", [text.slice(from, to)]) : text.slice(from, to));
    }
    return parts;
  }

  function remember() {
    const told = new URLSearchParams();
    if (field.value.trim()) told.set("q", field.value.trim());
    if (form.elements.kind.value) told.set("kind", form.elements.kind.value);
    history.replaceState(null, "", `#${told}`);
  }

  function follow() {
    const told = new URLSearchParams(location.hash.length > 1 ? location.hash.slice(1) : location.search);
    if (location.hash.length > 1 && !told.has("q") && !told.has("kind")) return; // a place in the page
    field.value = told.get("q") ?? "";
    const kinds = [...form.elements.kind];
    (kinds.find((each) => each.value === told.get("kind")) ?? kinds[0]).checked = true;
    show();
  }

  function soon(event) {
    if (event.isComposing) return; // letters of an input method are not asked for yet
    clearTimeout(waiting);
    waiting = setTimeout(() => (show(), remember()), 120);
  }

  // Arrows go from the field through the results and back; Escape returns to the field.
  function step(event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const links = [field, ...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Escape: at > 0 ? 0 : -1 }[event.key];
    if (at < 0 || to === undefined || !links[to]) return;
    event.preventDefault();
    links[to].focus();
  }

  const title = document.title;
  document.getElementById("without").hidden = true;
  if (!window.gongkaiIndex) {
    found.textContent = form.dataset.broken;
    return;
  }
  entries = read(window.gongkaiIndex);
  form.addEventListener("input", soon);
  form.addEventListener("compositionend", soon);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    show();
    remember();
  });
  form.addEventListener("keydown", step);
  list.addEventListener("keydown", step);
  more.addEventListener("click", () => further(asked(field.value))?.querySelector("a").focus());
  addEventListener("hashchange", follow);
  form.hidden = false;
  follow();
  goOn();
  if (!location.hash && matchMedia("(hover: hover)").matches) field.focus(); // elsewhere a keyboard would cover the lists
})();
