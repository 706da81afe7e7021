"use strict";
// Any <table data-chart="line"|"bar"|"stacked"> becomes a chart above it; the table stays, folded, and holds the same numbers.
// The first column names the points, each other column is a series. table: data-unit, data-min, data-max, data-lying lies the
// bars down, data-tall gives each its own line. th: data-tone="bad|doubt|good|busy|calm" is the colour, data-chart="line|bar" another kind than the
// table's, data-right another axis (its unit), data-hollow a dashed line, data-sort="none" no series at all. td: data-value
// is the number ("" none: a gap), data-open one that is not final. tr: data-mark is said at this point.
(() => {
  const TONES = ["busy", "doubt", "good", "bad", "calm"];
  const SIGNS = ["circle", "rect", "triangle", "diamond", "roundRect"];
  const say = document.body.dataset;
  const paper = matchMedia("print");
  const charts = [...document.querySelectorAll("table[data-chart]")].map(drawn).filter(Boolean);

  function drawn(table) {
    const told = read(table);
    if (!told.series.some((one) => one.values.some((each) => each.value !== null))) return null;
    const box = document.createElement("div");
    const figure = document.createElement("figure");
    figure.className = "chart";
    const title = document.createElement("figcaption");
    title.textContent = told.title;
    figure.append(title, box);
    const folded = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = say.sayTable;
    const region = table.closest(".wide") ?? table;
    const hint = region.previousElementSibling?.matches(".hint") ? [region.previousElementSibling] : [];
    region.before(figure, folded);
    folded.append(summary, ...hint, region);
    box.style.height = "lying" in table.dataset ? `${told.points.length * 2 + 5}rem` : "";
    const chart = echarts.init(box, null, { renderer: "svg" });
    const each = { chart, box, told };
    show(each);
    new ResizeObserver(() => paper.matches || fit(each)).observe(box);
    return each;
  }

  function read(table) {
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
    const columns = heads.map((head, at) => ({ head, at })).filter(({ head, at }) => at && head.dataset.sort !== "none");
    return {
      ...table.dataset,
      title: words(table.caption),
      points: rows.map((row) => words(row.cells[0])),
      marks: rows.flatMap((row, at) => (row.dataset.mark ? [{ at, words: row.dataset.mark }] : [])),
      series: columns.map(({ head, at }) => ({ ...head.dataset, name: words(head), values: rows.map((row) => valued(row.cells[at])) })),
    };
  }

  function words(element) {
    return (element?.textContent ?? "").trim().replace(/\s+/g, " ");
  }

  function valued(cell) {
    const text = cell.dataset.value ?? words(cell);
    const value = text === "" ? NaN : Number(text);
    return { value: Number.isFinite(value) ? value : null, text: words(cell), open: "open" in cell.dataset };
  }

  // Colours as the page has them now: light, dark, paper or high contrast.
  function colours() {
    const probe = document.createElement("span");
    document.body.append(probe);
    const found = {};
    for (const name of ["ink", "dim", "rule", "ground", "raised", ...TONES.map((tone) => `draw-${tone}`)]) {
      probe.style.color = `var(--${name})`;
      found[name] = getComputedStyle(probe).color;
    }
    probe.remove();
    return found;
  }

  function show({ chart, told }) {
    const colour = colours();
    const lying = "lying" in told;
    const narrow = chart.getWidth() < 480;
    const rights = told.series.filter((one) => "right" in one);
    const category = { type: "category", data: told.points, inverse: lying, axisTick: { show: false }, ...line(colour) };
    category.axisLabel = { color: colour.dim, hideOverlap: !lying, ...(lying ? { width: narrow ? 96 : 180, overflow: "truncate" } : {}) };
    const values = [axis(told.unit, told, colour), ...(rights.length ? [{ ...axis(rights[0].right, {}, colour), splitLine: { show: false } }] : [])];
    chart.setOption(
      {
        animation: false,
        aria: { enabled: true, label: { description: say.sayChart.replace("%s", () => told.title) }, decal: { show: told.series.length > 1 } },
        textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour.ink },
        legend: { show: told.series.length > 1, top: 0, left: 0, itemGap: 14, textStyle: { color: colour.ink } },
        grid: { left: 4, right: 8, top: told.series.length > 1 ? 58 : 30, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
        tooltip: tooltip(told, colour),
        xAxis: lying ? values : category,
        yAxis: lying ? category : values,
        series: told.series.map((one, at) => series(one, at, told, colour)),
      },
      true,
    );
  }

  function line(colour) {
    return { axisLine: { lineStyle: { color: colour.dim } } };
  }

  function axis(unit, { min, max }, colour) {
    const bounds = Object.fromEntries(Object.entries({ min, max }).filter(([, each]) => each !== undefined).map(([name, each]) => [name, Number(each)]));
    return {
      type: "value",
      name: unit ?? "",
      nameTextStyle: { color: colour.dim, align: "left" },
      minInterval: bounds.max === undefined ? 1 : 0,
      axisLabel: { color: colour.dim },
      splitLine: { lineStyle: { color: colour.rule } },
      ...bounds,
    };
  }

  // Drawn as SVG as well, for a strict policy lets no markup with styles in.
  function tooltip(told, colour) {
    return {
      trigger: "axis",
      renderMode: "richText",
      confine: true,
      backgroundColor: colour.raised,
      borderColor: colour.dim,
      textStyle: { color: colour.ink },
      axisPointer: { type: told.chart === "line" ? "line" : "shadow" },
      formatter: (shown) => {
        const at = shown[0].dataIndex;
        const lines = told.series.map((one) => `${one.name}  ${one.values[at].text || "—"}`);
        const marked = told.marks.filter((mark) => mark.at === at).map((mark) => mark.words);
        return [told.points[at], ...lines, ...marked].join("\n").replace(/[{}|]/g, " ");
      },
    };
  }

  function series(one, at, told, colour) {
    const kind = one.chart ?? (told.chart === "line" ? "line" : "bar");
    const tone = colour[`draw-${one.tone ?? TONES[at % TONES.length]}`];
    return {
      name: one.name,
      type: kind,
      color: tone,
      ["lying" in told ? "xAxisIndex" : "yAxisIndex"]: "right" in one ? 1 : 0,
      stack: told.chart === "stacked" && kind === "bar" ? "all" : undefined,
      barMaxWidth: 34,
      connectNulls: false,
      symbol: SIGNS[at % SIGNS.length],
      symbolSize: 8,
      lineStyle: { color: tone, width: 2, type: "hollow" in one ? "dashed" : "solid" },
      itemStyle: { borderColor: tone, borderWidth: kind === "bar" ? 1 : 2 },
      label: { show: "labels" in told && kind === "bar", position: told.chart === "stacked" ? "inside" : "lying" in told ? "right" : "top", color: colour.ink },
      data: one.values.map((each) => point(each, kind, tone, colour)),
      ...(at === 0 && told.marks.length ? { markLine: marked(told, colour) } : {}),
    };
  }

  function point({ value, open }, kind, tone, colour) {
    if (value === null || (kind === "bar" && value === 0)) return "-"; // no line where there is no bar
    if (!open) return value;
    return { value, itemStyle: kind === "line" ? { color: colour.ground, borderColor: tone } : { opacity: 0.55, borderType: "dashed" } };
  }

  function marked(told, colour) {
    return {
      symbol: "none",
      silent: true,
      lineStyle: { color: colour.dim, type: "dotted" },
      label: { color: colour.dim, formatter: "{b}", position: "insideEndTop" },
      data: told.marks.map(({ at, words: name }) => ({ xAxis: at, name: name.replace(/[{}|]/g, " ") })),
    };
  }

  function fit(each) {
    each.chart.resize();
    show(each);
  }

  // Paper is white, and narrower than the screen.
  paper.addEventListener("change", () => charts.forEach(fit));
  for (const query of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"]) {
    matchMedia(query).addEventListener("change", () => charts.forEach(show));
  }
})();
