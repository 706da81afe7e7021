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

  // Words stand between blanks; a longer run of Chinese is looked for as a whole and by its pairs of characters.
  function wordsOf(query) {
    const parts = query.toLowerCase().replace(/[“”"'，。、；：？！《》（）()]/g, " ").split(/\s+/).filter(Boolean)
    const runs = parts.flatMap(part => part.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) || [])
    const pieces = run => (run.length < 3 || !/\p{Script=Han}/u.test(run) ? [run]
      : Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2)))
    return runs.map(run => ({ run, pieces: pieces(run) }))
  }

  // What stands in few sections tells more than what stands in many.
  const weightOf = word => Math.log(1 + sections.length / (1 + sections.filter(each => each.low.includes(word)).length))

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

  function found(each, runs, weights, all) {
    let sum = 0, score = 0
    for (const { run, pieces } of runs) {
      const there = pieces.filter(piece => each.low.includes(piece))
      for (const piece of there) {
        sum += weights.get(piece)
        score += weights.get(piece) * (each.low.indexOf(piece) < each.head ? 6 : 1)
      }
      if (pieces.length > 1 && each.low.includes(run)) score *= 2
    }
    const boost = (each.location === each.page ? 1.2 : 1) * (each.away ? 0.02 : 1)
    return sum < all / 3 ? null : { each, score: score * (sum / all) ** 2 * boost }
  }

  function ask(query) {
    const runs = wordsOf(query)
    if (!runs.length) return { items: [] }
    const pieces = [...new Set(runs.flatMap(each => each.pieces))]
    const weights = new Map(pieces.map(piece => [piece, weightOf(piece)]))
    const all = runs.flatMap(each => each.pieces).reduce((sum, piece) => sum + weights.get(piece), 0)
    const words = [...new Set([...runs.map(each => each.run), ...pieces])]
    const best = sections.map(each => found(each, runs, weights, all)).filter(Boolean).sort((a, b) => b.score - a.score)
    const groups = new Map()
    for (const { each, score } of best.slice(0, MOST)) {
      const terms = Object.fromEntries(runs.map(({ run, pieces }) => [run, pieces.some(piece => each.low.includes(piece))]))
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
