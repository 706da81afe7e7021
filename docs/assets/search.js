// The search of this site: finds words anywhere in a text, as Chinese needs, and sections in the reader's language first.
// It answers the messages of Material for MkDocs: 0 sets it up, 1 says that it is ready, 2 asks, 3 answers.
;(scope => {
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3
  const MOST = 60 // sections that an answer has at most
  const AROUND = 60 // letters of text shown before the first word that was found
  const source = (document => (document ? document.currentScript.src : location.href))(scope.document)
  const language = new URL(source).search.slice(1)
  let sections = []
  let pages = new Map()

  const bare = html => html.replace(/<[^>]*>/g, " ").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&").replace(/\s+/g, " ").trim()
  const escaped = text => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;")
  const pageOf = location => location.split("#")[0]
  const foreign = page => (page.startsWith("en/") ? "en" : "zh") !== language

  function setUp({ docs }) {
    const there = new Set(docs.map(each => pageOf(each.location)))
    pages = new Map()
    // A page that is the same in both languages is indexed once: it is shown on the reader's side.
    const placed = location => (language === "en" && !location.startsWith("en/") && !there.has("en/" + pageOf(location))
      ? "en/" + location : location)
    sections = docs.map(each => {
      const title = bare(each.title), text = bare(each.text), location = placed(each.location), page = pageOf(location)
      if (!pages.has(page)) pages.set(page, { location: page, title: escaped(title), text: "" })
      return { location, page, title, text, low: `${title}\n${text}`.toLowerCase(), head: title.length, away: foreign(page) }
    })
  }

  // Words stand between blanks; a run of Chinese that is nowhere as a whole is looked for by its pairs of characters.
  function wordsOf(query) {
    const parts = query.toLowerCase().replace(/[“”"'，。、；：？！《》（）()]/g, " ").split(/\s+/).filter(Boolean)
    return parts.flatMap(part => {
      const runs = part.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) || []
      if (runs.length === 1 && sections.some(each => each.low.includes(part))) return [part]
      return runs.flatMap(run => {
        if (run.length < 3 || !/\p{Script=Han}/u.test(run) || sections.some(each => each.low.includes(run))) return [run]
        return Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2))
      })
    })
  }

  function marked(text, words) {
    const pattern = words.map(word => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).sort((a, b) => b.length - a.length)
    const parts = text.split(new RegExp(`(${pattern.join("|")})`, "giu"))
    return parts.map((part, at) => (at % 2 ? `<mark data-md-highlight>${escaped(part)}</mark>` : escaped(part))).join("")
  }

  function shown(each, words) {
    const low = each.text.toLowerCase()
    const first = Math.min(...words.map(word => low.indexOf(word)).filter(at => at >= 0), low.length)
    const start = first === low.length ? 0 : Math.max(0, first - AROUND)
    const cut = (start ? "…" : "") + each.text.slice(start, start + 4 * AROUND)
    return marked(cut, words)
  }

  function found(each, words) {
    const there = words.filter(word => each.low.includes(word))
    const whole = there.length / words.length
    if (whole < 0.5) return null
    let score = 0
    for (const word of there) {
      const inTitle = each.low.slice(0, each.head).includes(word)
      score += word.length * (inTitle ? 8 : 1) + Math.min(4, each.low.split(word).length - 1) / 4
    }
    const boost = each.location === each.page ? 1.2 : 1
    return { each, score: score * whole ** 3 * boost * (each.away ? 0.05 : 1), there }
  }

  function ask(query) {
    const words = [...new Set(wordsOf(query))]
    if (!words.length) return { items: [] }
    const best = sections.map(each => found(each, words)).filter(Boolean).sort((a, b) => b.score - a.score).slice(0, MOST)
    const groups = new Map()
    for (const { each, score, there } of best) {
      const terms = Object.fromEntries(words.map(word => [word, there.includes(word)]))
      const item = { location: each.location, title: marked(each.title, words), text: shown(each, words), score, terms }
      groups.set(each.page, [...(groups.get(each.page) || []), item])
    }
    for (const [page, items] of groups)
      if (!items.some(item => item.location === page)) items.push({ ...pages.get(page), score: 0, terms: {} })
    return { items: [...groups.values()] }
  }

  function answer(message) {
    if (message.type === SETUP) {
      setUp(message.data)
      return { type: READY }
    }
    return message.type === QUERY ? { type: RESULT, data: ask(message.data) } : { type: RESULT, data: { items: [] } }
  }

  scope.searchAnswer = answer
  if (!scope.document) scope.addEventListener("message", event => scope.postMessage(answer(event.data)))
})(self)
