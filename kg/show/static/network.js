"use strict";
/* The page network.html: data stands in JSON blocks of the page; nothing is fetched. */
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const $ = (id) => document.getElementById(id);
  const graph = read("graph");
  const WORDS = {
    vi: { title: "Mạng tri thức", find: "Tìm người, cơ quan, văn bản, sự kiện (có dấu hoặc không dấu)", place: "Tìm, có dấu hoặc không dấu",
      filters: "Bộ lọc", fit: "Toàn cảnh", physics: "Tự xếp", theme: "Sáng/tối", classes: "Loại", relations: "Quan hệ", time: "Ngày bài báo",
      hint: "Bấm vào một nút hoặc một đường nối để xem câu làm chứng. Cuộn để phóng to, kéo để di chuyển.",
      count: (n, e, a) => `${n} nút, ${e} đường nối, ${a} bài báo`, close: "Đóng", nothing: "Không thấy. Thử ít chữ hơn.",
      aliases: "Còn gọi là", articles: "Bài báo", quotes: "Lời nguyên văn", confidence: "độ tin cậy", frame: "mẫu câu", more: (n) => `và ${n} câu nữa`,
      known: "Theo danh mục tham chiếu, không từ một câu báo.", undated: "không rõ ngày", inPicture: "Trong hình này", said: (n) => `${n} câu`, id: "Tên trong đồ thị",
      leftOut: (m) => `Hình này vẽ ${m.shown} trong ${m.all} nút và ${m.shownLinks} trong ${m.allLinks} quan hệ: phần được nhiều bài nói tới nhất, nối nhiều nhất và mới nhất.`,
      whole: "Hình này vẽ toàn bộ đồ thị.", see: "Để xem phần khác:", about: (w) => `Quanh: ${w}`, empty: "Chưa có gì để vẽ. Hãy thêm bài báo bằng kg build, hoặc bỏ bớt bộ lọc.", undatedOut: (n) => `${n} quan hệ chỉ có trong bài không ghi ngày đã được để ngoài.` },
    en: { title: "Knowledge network", find: "Find people, bodies, documents, events (accents or not)", place: "Search, with or without accents",
      filters: "Filters", fit: "Fit", physics: "Physics", theme: "Light/dark", classes: "Class", relations: "Relations", time: "Article dates",
      hint: "Click a node or a line to see the sentences behind it. Scroll to zoom, drag to move.",
      count: (n, e, a) => `${n} nodes, ${e} lines, ${a} articles`, close: "Close", nothing: "Nothing found. Try fewer letters.",
      aliases: "Also called", articles: "Articles", quotes: "Verbatim", confidence: "confidence", frame: "frame", more: (n) => `and ${n} more`,
      known: "From reference knowledge, not from a sentence.", undated: "undated", inPicture: "In this picture", said: (n) => (n === 1 ? "1 sentence" : `${n} sentences`), id: "Name in the graph",
      leftOut: (m) => `Drawn: ${m.shown} of ${m.all} nodes and ${m.shownLinks} of ${m.allLinks} relations, those that most articles speak of, the best connected and the most recent.`,
      whole: "The whole graph is drawn.", see: "To see another part:", about: (w) => `Around: ${w}`, empty: "Nothing to draw yet. Add articles with kg build, or loosen the filters.", undatedOut: (n) => `${n} relations known only from undated articles were left out.` },
  };
  let language = "vi";
  const t = (key) => WORDS[language][key];
  const named = (pair, passive) => pair[(language === "vi" ? 0 : 1) + (passive ? 2 : 0)];
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const SHAPES = { Person: "dot", Post: "dot", Organization: "square", Area: "triangle", Document: "hexagon", Programme: "triangleDown", Event: "diamond", Honour: "star", Group: "square" };
  const families = Object.keys(graph.families), hiddenFamilies = new Set(), hiddenRelations = new Set();
  const touching = graph.things.map(() => []);
  graph.links.forEach(([a, b], index) => { touching[a].push(index); touching[b].push(index); });

  function groups() {
    const styles = {};
    for (const family of families) {
      const colour = css(`--c-${family}`), hollow = family === "Post" || family === "Group";
      const fill = hollow ? css("--bg") : colour, border = hollow ? colour : css("--outline");
      const chosen = { background: fill, border: css("--focus") };
      styles[family] = { shape: SHAPES[family] || "dot", borderWidth: (hollow ? 3 : 1) / (graph.things.length > 150 ? 2 : 1), borderWidthSelected: 4, color: { background: fill, border, highlight: chosen, hover: chosen },
        font: { color: css("--ink"), strokeColor: css("--bg") } };
    }
    return styles;
  }
  const looks = () => ({ groups: groups(), edges: { color: { color: css("--edge"), highlight: css("--focus"), hover: css("--focus"), inherit: false }, font: { color: css("--soft"), strokeColor: css("--bg") } } });

  const nodes = new vis.DataSet(read("nodes")), edges = new vis.DataSet(read("edges"));
  const options = read("options"), sizes = nodes.get().map((node) => node.font.size);
  const drawn = looks();
  /* Names without room stay away however large the screen: until one zooms in from where the whole is seen. */
  function threshold() {
    const box = $("network").getBoundingClientRect(), span = (axis) => 1.1 * (Math.max(...nodes.map((n) => n[axis])) - Math.min(...nodes.map((n) => n[axis])) || 1);
    const whole = Math.min(1, box.width / span("x"), box.height / span("y"));
    return Math.max(options.nodes.scaling.label.drawThreshold, graph.meta.quiet * whole * 1.25);
  }
  const network = new vis.Network($("network"), { nodes, edges }, { ...options, nodes: { ...options.nodes, scaling: { label: { drawThreshold: threshold() } } }, groups: drawn.groups, edges: { ...options.edges, ...drawn.edges, font: { ...options.edges.font, ...drawn.edges.font } } });
  window.kgNetwork = network; // for whoever writes a script around the page
  network.once("afterDrawing", () => document.documentElement.setAttribute("data-ready", ""));

  // ---- edge labels: always on a small picture, else for what is chosen
  const small = graph.links.length <= 70;
  const label = (index) => graph.links[index][2].filter((r) => !hiddenRelations.has(r[0])).map((r) => named(graph.relations[r[0]])).join(" · ");
  let labelled = new Set();
  function labels(wanted) {
    const now = new Set(small ? graph.links.keys() : wanted), changes = [];
    for (const index of labelled) if (!now.has(index)) changes.push({ id: index, label: undefined });
    const size = Math.round(small && !near ? 11 : 11 / scaleNow());
    for (const index of now) changes.push({ id: index, label: label(index), font: { size } });
    labelled = now;
    edges.update(changes);
  }

  // ---- what is shown
  const dates = graph.articles.map((a) => a[2].slice(0, 10)).filter(Boolean);
  const days = [...new Set(dates)].sort();
  let low = 0, high = Math.max(0, days.length - 1);
  function linkSaid(relation) {
    if (!days.length || (low === 0 && high === days.length - 1)) return true;
    return relation[1].some(([sentence]) => { const date = graph.articles[graph.sentences[sentence][1]][2].slice(0, 10); return date && date >= days[low] && date <= days[high]; });
  }
  const nodeHidden = graph.things.map(() => false), edgeHidden = graph.links.map(() => false);
  function filter() {
    const seen = new Set();
    const edgeChanges = [];
    graph.links.forEach(([a, b, relations], index) => {
      const open = !hiddenFamilies.has(graph.things[a][2]) && !hiddenFamilies.has(graph.things[b][2]) && relations.some((r) => !hiddenRelations.has(r[0]) && linkSaid(r));
      if (open) { seen.add(a); seen.add(b); }
      if (edgeHidden[index] === open) { edgeHidden[index] = !open; edgeChanges.push({ id: index, hidden: !open }); }
    });
    const nodeChanges = [];
    graph.things.forEach((thing, index) => {
      const open = seen.has(index) || (!touching[index].length && !hiddenFamilies.has(thing[2]));
      if (nodeHidden[index] === open) { nodeHidden[index] = !open; nodeChanges.push({ id: index, hidden: !open }); }
    });
    edges.update(edgeChanges);
    nodes.update(nodeChanges);
    labels(current && current.edge == null ? touching[current.node] : current ? [current.edge] : []);
    count();
  }
  function count() {
    const visible = nodeHidden.filter((hidden) => !hidden).length;
    $("count").textContent = t("count")(visible, edgeHidden.filter((hidden) => !hidden).length, graph.articles.length);
    const blank = visible === 0;
    $("empty").hidden = !blank;
    $("empty").textContent = t("empty");
  }

  // ---- choosing
  let current = null, near = null, drawnAt = 0, aim = 0; // aim: the scale that a running animation leads to
  const styled = sizes.map((size) => ({ size, opacity: 1 }));
  /* Sizes of names on the screen: none larger than a heading however near one goes, and round what is chosen each can be
     read, while the rest go, whose names would stand as dark as before. */
  const scaleNow = () => aim || network.getScale();
  function nameSize(index) {
    const scale = scaleNow();
    if (near && !near.has(index)) return sizes[index] * scale < 7 ? sizes[index] : 1; // unseen already
    return Math.round(Math.min(near && near.size <= 60 ? Math.max(sizes[index], 12 / scale) : sizes[index], 18 / scale));
  }
  function dim(wanted) {
    if (!near && !wanted && Math.abs(Math.log(scaleNow() / drawnAt)) < 0.1) return;
    near = wanted;
    drawnAt = scaleNow();
    const changes = [];
    for (let index = 0; index < sizes.length; index++) { // measuring two thousand names anew would take a second
      const opacity = !near || near.has(index) ? 1 : 0.18, size = nameSize(index), was = styled[index];
      if (was.size === size && was.opacity === opacity) continue;
      changes.push(was.size === size ? { id: index, opacity } : { id: index, opacity, font: { size } });
      styled[index] = { size, opacity };
    }
    nodes.update(changes);
  }
  function rescale() {
    aim = 0;
    if (drawnAt && Math.abs(Math.log(network.getScale() / drawnAt)) < 0.1) return;
    dim(near);
    labels(labelled);
  }
  let resting = 0;
  network.on("zoom", () => { clearTimeout(resting); resting = setTimeout(rescale, 160); });
  network.on("animationFinished", rescale);
  function choose(what, move) {
    current = what;
    aim = what && move ? Math.max(network.getScale(), 0.9) : 0;
    if (!what) {
      network.unselectAll();
      dim(null);
      labels([]);
      $("panel").hidden = true;
      return history.replaceState(null, "", "#");
    }
    if (what.edge != null) {
      const [a, b] = graph.links[what.edge];
      network.setSelection({ nodes: [], edges: [what.edge] });
      dim(new Set([a, b]));
      labels([what.edge]);
      showLink(what.edge);
    } else {
      network.setSelection({ nodes: [what.node], edges: touching[what.node] }, { highlightEdges: false });
      dim(new Set([what.node, ...touching[what.node].flatMap((link) => graph.links[link].slice(0, 2))]));
      labels(touching[what.node].length <= 60 ? touching[what.node] : []);
      showThing(what.node);
      history.replaceState(null, "", "#" + encodeURIComponent(graph.things[what.node][3]));
      reveal(what.node, move);
    }
  }
  /* Bring a node into the part of the canvas that the panel leaves free; go near when it was searched for. */
  function reveal(node, near) {
    const stage = $("network").getBoundingClientRect(), box = $("panel").getBoundingClientRect(), below = box.width > stage.width * 0.9;
    const spot = network.canvasToDOM(network.getPosition(node));
    const free = below ? { x: stage.width, y: box.top - stage.top } : { x: stage.width - box.width, y: stage.height };
    if (!near && spot.x < free.x - 20 && spot.y < free.y - 20) return;
    network.focus(node, { scale: near ? Math.max(network.getScale(), 0.9) : network.getScale(), offset: { x: (free.x - stage.width) / 2, y: (free.y - stage.height) / 2 }, animation: still() ? false : { duration: 350 } });
    if (still()) rescale();
  }
  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  network.on("click", (event) => {
    if (event.nodes.length) choose({ node: event.nodes[0] });
    else if (event.edges.length) choose({ edge: event.edges[0] });
    else choose(null);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && current) choose(null); });

  // ---- the panel
  function quote(sentence, marks, notes) {
    const [text, article, spans] = graph.sentences[sentence];
    const [id, title, date, url, source] = graph.articles[article];
    const body = element("bdi");
    let at = 0;
    for (const [start, end, thing] of spans) {
      if (start < at || !marks.has(thing)) continue;
      body.append(text.slice(at, start), element("mark", {}, text.slice(start, end)));
      at = end;
    }
    body.append(text.slice(at));
    const name = title || id, address = webAddress(url);
    return element("blockquote", {}, body, element("footer", {},
      address ? element("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, element("bdi", {}, name)) : element("bdi", {}, name),
      `, ${date ? day(date) : t("undated")}`, source ? ", " : "", source ? element("bdi", {}, source) : "", title ? element("span", {}, " · ", element("code", {}, id)) : "",
      notes ? element("div", {}, notes) : ""));
  }
  function evidence(relation, marks) {
    const parts = relation[1].map(([sentence, confidence, frame]) => quote(sentence, marks, `${t("confidence")} ${confidence.toLocaleString(language)}${frame ? `, ${t("frame")} ${frame}` : ""}`));
    if (!parts.length) parts.push(element("p", {}, t("known")));
    if (relation[2] > relation[1].length) parts.push(element("p", {}, t("more")(relation[2] - relation[1].length), ": ", element("code", {}, "kg explain")));
    return parts;
  }
  const years = (relation) => {
    const all = relation[1].map(([sentence]) => graph.articles[graph.sentences[sentence][1]][2].slice(0, 10)).filter(Boolean).sort();
    return all.length ? (all[0] === all[all.length - 1] ? day(all[0]) : `${day(all[0])} – ${day(all[all.length - 1])}`) : "";
  };
  const go = (thing) => element("button", { class: "go", type: "button", onclick: () => choose({ node: thing }, true) }, element("bdi", {}, graph.things[thing][0]));
  function panel(heading, ...parts) {
    const box = $("panel");
    box.replaceChildren(element("header", {}, heading, element("button", { class: "close", type: "button", onclick: () => choose(null) }, t("close"))), ...parts);
    box.hidden = false;
    box.scrollTop = 0;
  }
  function kindLine(thing) {
    return element("p", { class: "kind" }, glyph(thing[2]), named(graph.kinds[thing[1]]));
  }
  function showThing(index) {
    const thing = graph.things[index], [name, , , id, aliases, values, told, quotes] = thing;
    const facts = element("dl");
    const fact = (key, ...value) => facts.append(element("dt", {}, key), element("dd", {}, ...value));
    if (aliases.length) fact(t("aliases"), element("bdi", {}, aliases.join("; ")));
    for (const [property, value] of values) fact(named(graph.relations[property]), element("bdi", {}, day(value)));
    if (told) fact(t("articles"), String(told));
    fact(t("id"), element("code", {}, id));
    const byRelation = new Map();
    for (const link of touching[index]) {
      const [a, b, relations] = graph.links[link];
      for (const relation of relations) {
        const out = relation[3] ? a === index : b === index; // relation[3]: it points from a to b
        const both = graph.relations[relation[0]][0] === graph.relations[relation[0]][2];
        const key = `${relation[0]}|${out || both ? 0 : 1}`;
        if (!byRelation.has(key)) byRelation.set(key, []);
        byRelation.get(key).push([a === index ? b : a, relation]);
      }
    }
    const parts = [...byRelation].sort().map(([key, rows]) => {
      const [relation, passive] = key.split("|").map(Number);
      rows.sort((x, y) => y[1][2] - x[1][2]);
      return element("section", {}, element("h3", {}, named(graph.relations[relation], passive)),
        ...rows.map(([other, r]) => element("div", { class: "row" }, element("div", { class: "line" }, glyph(graph.things[other][2]), go(other)),
          r[2] ? element("details", {}, element("summary", {}, `${t("said")(r[2])}${years(r) ? ", " + years(r) : ""}`), ...evidence(r, new Set([index, other]))) : element("small", {}, t("known")))));
    });
    const spoken = quotes.length ? [element("section", {}, element("h3", {}, t("quotes")), ...quotes.map(([words, sentence]) => element("blockquote", {}, element("bdi", {}, "“" + words + "”"), element("footer", {}, ...sourceOf(sentence)))))] : [];
    panel(element("h2", {}, element("bdi", {}, name)), kindLine(thing), facts, ...parts, ...spoken);
    const rows = [...$("panel").querySelectorAll(".row details")];
    for (const row of touching[index].length <= 4 ? rows : rows.slice(0, 1)) row.open = true;
  }
  function sourceOf(sentence) {
    const [id, title, date] = graph.articles[graph.sentences[sentence][1]];
    return [element("bdi", {}, title || id), `, ${date ? day(date) : t("undated")}`];
  }
  function showLink(index) {
    const [a, b, relations] = graph.links[index];
    const parts = relations.map((relation) => element("section", {},
      element("h3", {}, named(graph.relations[relation[0]])),
      element("p", { class: "kind" }, go(relation[3] ? a : b), " → ", go(relation[3] ? b : a)),
      ...evidence(relation, new Set([a, b]))));
    panel(element("h2", {}, element("bdi", {}, graph.things[a][0]), " – ", element("bdi", {}, graph.things[b][0])), ...parts);
  }

  // ---- search
  const index = graph.things.map((thing, at) => ({ at, names: [thing[0], ...thing[4]], plain: [thing[0], ...thing[4]].map(folded) }));
  const box = $("find"), list = $("found");
  let options_ = [], at = -1;
  function search(text) {
    const plain = folded(text.trim()), exact = text.trim().toLowerCase().normalize("NFC");
    if (!plain) return [];
    const words = plain.split(/\s+/), scored = [];
    for (const entry of index) {
      let best = 0;
      entry.plain.forEach((name, n) => {
        if (!words.every((word) => name.includes(word))) return;
        let score = 1;
        if (name === plain) score += 4; else if (name.startsWith(plain)) score += 3; else if (name.includes(" " + plain)) score += 2;
        if (entry.names[n].toLowerCase().includes(exact)) score += 1.5; // accents as typed
        if (n === 0) score += 0.5;
        best = Math.max(best, score);
      });
      if (best) scored.push([best, -entry.at, entry.at]);
    }
    return scored.sort((x, y) => y[0] - x[0] || y[1] - x[1]).slice(0, 12).map((entry) => entry[2]);
  }
  function offer() {
    options_ = search(box.value);
    at = options_.length ? 0 : -1;
    list.replaceChildren(...(options_.length ? options_.map((thing, n) => element("li", { role: "option", id: `found-${n}`, "aria-selected": n === at ? "true" : "false", onmousedown: (event) => { event.preventDefault(); take(n); } },
      glyph(graph.things[thing][2]), element("bdi", {}, graph.things[thing][0]), element("small", {}, named(graph.kinds[graph.things[thing][1]])))) : [element("li", { role: "option", "aria-disabled": "true" }, t("nothing"))]));
    list.hidden = !box.value.trim();
    box.setAttribute("aria-expanded", String(!list.hidden));
    mark();
  }
  function mark() {
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    if (at >= 0) box.setAttribute("aria-activedescendant", `found-${at}`); else box.removeAttribute("aria-activedescendant");
  }
  function take(n) {
    if (options_[n] == null) return;
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    const family = graph.things[options_[n]][2];
    if (hiddenFamilies.delete(family)) legend();
    if (nodeHidden[options_[n]]) { low = 0; high = days.length - 1; hiddenRelations.clear(); legend(); slider(); }
    filter();
    choose({ node: options_[n] }, true);
  }
  box.addEventListener("input", offer);
  box.addEventListener("focus", () => { if (box.value) offer(); });
  box.addEventListener("blur", () => { list.hidden = true; box.setAttribute("aria-expanded", "false"); });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { at = (at + (event.key === "ArrowDown" ? 1 : -1) + options_.length) % Math.max(1, options_.length); mark(); event.preventDefault(); }
    else if (event.key === "Enter") take(at);
    else if (event.key === "Escape") { list.hidden = true; event.stopPropagation(); }
  });

  // ---- legend, time, language, theme
  function toggles(target, entries, hidden, change) {
    target.replaceChildren(...entries.map(([key, text, number, picture]) => {
      const input = element("input", { type: "checkbox", onchange: () => { if (input.checked) hidden.delete(key); else hidden.add(key); change(); } });
      input.checked = !hidden.has(key);
      return element("li", {}, element("label", {}, input, picture, element("span", {}, text), element("span", {}, String(number))));
    }));
  }
  function legend() {
    toggles($("classes"), families.map((family) => [family, named(graph.families[family]), graph.things.filter((thing) => thing[2] === family).length, glyph(family)]), hiddenFamilies, filter);
    const used = new Map();
    for (const [, , relations] of graph.links) for (const [relation] of relations) used.set(relation, (used.get(relation) || 0) + 1);
    toggles($("relations"), [...used].sort((x, y) => y[1] - x[1]).map(([relation, number]) => [relation, named(graph.relations[relation]), number, null]), hiddenRelations, filter);
    const meta = graph.meta, notes = [];
    if (meta.wish.about.length) notes.push(element("p", {}, t("about")(meta.wish.about.join(", "))));
    notes.push(element("p", {}, meta.shown < meta.all || meta.shownLinks < meta.allLinks ? t("leftOut")(meta) : t("whole")));
    if (meta.undated) notes.push(element("p", {}, t("undatedOut")(meta.undated)));
    if (meta.shown < meta.all) notes.push(element("p", {}, t("see"), " ", element("code", {}, 'kg view --about "…" --depth 2'), " ", element("code", {}, "kg view --max-nodes 5000"), " ", element("code", {}, "kg serve")));
    $("left-out").replaceChildren(...notes);
  }
  function slider() {
    $("time").hidden = days.length < 2;
    for (const [id, value] of [["since", low], ["until", high]]) { $(id).max = days.length - 1; $(id).value = value; $(id).setAttribute("aria-valuetext", days.length ? day(days[value]) : ""); }
    $("span").textContent = days.length ? `${day(days[low])} – ${day(days[high])}` : "";
  }
  let waiting = 0;
  for (const id of ["since", "until"]) $(id).addEventListener("input", () => {
    const value = Number($(id).value);
    if (id === "since") low = Math.min(value, high); else high = Math.max(value, low);
    slider();
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(filter);
  });
  function words() {
    document.documentElement.lang = language;
    for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
    box.placeholder = t("place");
    $("since").setAttribute("aria-label", `${t("time")} ≥`);
    $("until").setAttribute("aria-label", `${t("time")} ≤`);
    $("network").setAttribute("aria-label", t("title"));
    $("language").textContent = language === "vi" ? "English" : "Tiếng Việt";
    $("language").lang = language === "vi" ? "en" : "vi";
    legend(); slider(); count();
    labels(current && current.edge == null ? touching[current.node] : current ? [current.edge] : []);
    if (current) choose(current);
  }
  $("language").addEventListener("click", () => { language = language === "vi" ? "en" : "vi"; words(); });
  $("theme").addEventListener("click", () => {
    const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.dataset.theme = dark ? "light" : "dark";
    paint();
  });
  const paint = () => network.setOptions(looks());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  $("fit").addEventListener("click", () => { network.fit({ animation: still() ? false : { duration: 350 } }); if (still()) rescale(); });
  $("physics").addEventListener("click", () => {
    const on = $("physics").getAttribute("aria-pressed") !== "true";
    $("physics").setAttribute("aria-pressed", String(on));
    network.setOptions({ physics: { enabled: on } });
  });
  $("filters").addEventListener("click", () => $("filters").setAttribute("aria-expanded", String($("legend").classList.toggle("open"))));
  words();
  if (small) labels([]);
  document.fonts.ready.then(() => network.redraw());
  const wanted = decodeURIComponent(location.hash.slice(1)), start = graph.things.findIndex((thing) => thing[3] === wanted);
  if (wanted && start >= 0) choose({ node: start }, true);
})();
