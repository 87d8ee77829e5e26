"use strict";
/* The explorer: what has been met is kept in `things` and `links`; what is shown is decided by `view` and the filters,
   so that undo and a link that restores the view are only other values of `view`. */
(() => {
  const $ = (id) => document.getElementById(id), root = document.body.dataset.root;
  const terms = JSON.parse($("terms").textContent);
  const english = () => document.documentElement.dataset.lang === "en";
  const pick = (pair, passive) => pair[(english() ? 1 : 0) + (passive ? 2 : 0)];
  const say = (vi, en) => (english() ? en : vi);
  const things = new Map(), links = new Map(), past = [];
  let view = { present: [], pins: {} }, hiddenClasses = new Set(), hiddenRelations = new Set(), least = 0, days = [], low = 0, high = 0;
  let chosen = null, near = new Set(), from = null, shown = { nodes: [], links: [] };
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

  // ---- the picture
  const picture = new ForceGraph($("graph"))
    .nodeId("id").nodeLabel(() => "").linkLabel(() => "").backgroundColor("rgba(0,0,0,0)").autoPauseRedraw(true).minZoom(0.05).maxZoom(12)
    .warmupTicks(0).cooldownTime(6000).d3AlphaDecay(0.035).d3VelocityDecay(0.35)
    .nodeCanvasObject((node, context, scale) => Draw.node(context, scale, node, { chosen: chosen === node, faded: chosen && !near.has(node), named: names(node, scale) }))
    .nodePointerAreaPaint((node, colour, context) => { context.fillStyle = colour; context.beginPath(); context.arc(node.x, node.y, Draw.radius(node) + 2, 0, 7); context.fill(); })
    .linkColor((link) => (link === chosen || (chosen && (link.source === chosen || link.target === chosen)) ? Draw.current().focus : Draw.current().edge))
    .linkWidth((link) => (link === chosen ? 3 : shown.links.length > 2000 ? 0.6 : 0.6 + Math.min(2, Math.log1p(link.n) * 0.5))) // one width is one stroke for all
    .linkLineDash((link) => (link.n || shown.links.length > 2000 ? null : [3, 3]))
    .linkHoverPrecision(5)
    .linkCanvasObjectMode(() => (shown.links.length <= 600 ? "after" : undefined))
    .linkCanvasObject(labelLink)
    .onNodeClick(click).onLinkClick((link) => choose(link)).onBackgroundClick(() => choose(null))
    .onNodeDragEnd((node) => { remember(); node.fx = node.x; node.fy = node.y; view.pins = { ...view.pins, [node.id]: [Math.round(node.x), Math.round(node.y)] }; keep(); });
  picture.d3Force("charge").strength(-120).distanceMax(600);
  picture.d3Force("link").distance(55);
  /* All of it, but never so near that a dot fills the window. */
  function overview(later = 0) {
    setTimeout(() => {
      picture.zoomToFit(still ? 0 : 400, 60);
      setTimeout(() => { if (picture.zoom() > 2.4) picture.zoom(2.4, still ? 0 : 200); }, still ? 30 : 450);
    }, later);
  }
  window.kgExplorer = { picture, load: (data) => { absorb(data); add(data.things.map((one) => one.id)); } };
  /* The picture takes the room that the panel leaves. */
  const fits = () => {
    const box = $("graph").getBoundingClientRect(), panel = $("panel").getBoundingClientRect(), beside = panel.width && panel.width < box.width * 0.9;
    picture.width(box.width - (beside ? panel.width : 0)).height(box.height);
  };
  new ResizeObserver(fits).observe($("graph"));
  const redraw = () => picture.nodeCanvasObject(picture.nodeCanvasObject());
  function names(node, scale) {
    if (chosen === node || (chosen && near.has(node) && near.size < 60)) return true;
    const room = shown.nodes.length;
    return room <= 60 ? scale > 0.5 : room <= 400 ? node.degree > 5 / scale || scale > 1.8 : node.degree > 18 / scale || scale > 3;
  }
  function labelLink(link, context, scale) {
    const { source, target } = link;
    if (scale > 0.7) { // an arrow head where the link ends
      const angle = Math.atan2(target.y - source.y, target.x - source.x), r = Draw.radius(target) + 1, x = target.x - r * Math.cos(angle), y = target.y - r * Math.sin(angle), s = 4 / Math.max(1, scale ** 0.5);
      context.fillStyle = link === chosen ? Draw.current().focus : Draw.current().edge;
      context.beginPath(); context.moveTo(x, y); context.lineTo(x - s * Math.cos(angle - 0.4), y - s * Math.sin(angle - 0.4)); context.lineTo(x - s * Math.cos(angle + 0.4), y - s * Math.sin(angle + 0.4)); context.fill();
    }
    if (!(link === chosen || (chosen && (source === chosen || target === chosen) && near.size < 40) || (scale > 1.6 && shown.links.length <= 120))) return;
    const size = Math.min(10, 4 + 4 * scale) / scale, x = (source.x + target.x) / 2, y = (source.y + target.y) / 2;
    context.font = `400 ${size}px "Be Vietnam Pro", sans-serif`; context.textAlign = "center"; context.textBaseline = "middle"; context.lineWidth = 3 / scale; context.strokeStyle = Draw.current().bg;
    const text = title(link);
    context.strokeText(text, x, y); context.fillStyle = Draw.current().soft; context.fillText(text, x, y);
  }
  const title = (link) => open(link).map((r) => pick(terms.relations[r.p] || [r.p, r.p])).join(" · ");

  // ---- what is known, and what of it is shown
  function absorb(data) {
    for (const thing of data.things || []) {
      const known = things.get(thing.id);
      if (known) { if (thing.total != null) known.total = thing.total; } else things.set(thing.id, { ...thing, degree: 0 });
    }
    for (const { s, t, r } of data.links) {
      const key = `${s}\n${t}`;
      if (!links.has(key)) links.set(key, { key, s, t, r, n: Math.max(...r.map((one) => one.n), 0), source: null, target: null });
    }
    const found = new Set();
    for (const link of links.values()) for (const r of link.r) r.d.forEach((day) => found.add(day));
    const whole = low === 0 && high >= days.length - 1, kept = [days[low], days[high]];
    days = [...found].sort();
    low = whole ? 0 : Math.max(0, days.indexOf(kept[0])); high = whole ? Math.max(0, days.length - 1) : Math.max(low, days.indexOf(kept[1]));
  }
  function open(link) {
    const whole = low === 0 && high >= days.length - 1;
    return link.r.filter((r) => !hiddenRelations.has(r.p) && (r.n === 0 ? least === 0 : r.c >= least) && (whole || (r.d.length && r.d[1] >= days[low] && r.d[0] <= days[high])));
  }
  function refresh() {
    const present = new Set(view.present.filter((id) => things.has(id))), filtered = least > 0 || hiddenRelations.size || low > 0 || high < days.length - 1;
    const here = [...links.values()].filter((link) => present.has(link.s) && present.has(link.t) && !hiddenClasses.has(things.get(link.s).family) && !hiddenClasses.has(things.get(link.t).family) && open(link).length);
    const linked = new Set(here.flatMap((link) => [link.s, link.t]));
    const nodes = [...present].map((id) => things.get(id)).filter((node) => !hiddenClasses.has(node.family) && (!filtered || linked.has(node.id) || present.size === 1));
    nodes.forEach((node) => { node.degree = 0; const pin = view.pins[node.id]; node.fx = pin ? pin[0] : undefined; node.fy = pin ? pin[1] : undefined; if (pin) [node.x, node.y] = pin; });
    here.forEach((link) => { link.source = things.get(link.s); link.target = things.get(link.t); link.source.degree++; link.target.degree++; });
    for (const node of nodes) if (node.x == null) { // a new node begins beside one that it is linked to
      const link = here.find((one) => (one.source === node && one.target.x != null) || (one.target === node && one.source.x != null)), by = link && (link.source === node ? link.target : link.source);
      if (by) { const turn = (nodes.indexOf(node) * 2.39996) % 6.283; node.x = by.x + 40 * Math.cos(turn); node.y = by.y + 40 * Math.sin(turn); }
    }
    shown = { nodes, links: here };
    const big = nodes.length > 1500;
    picture.d3Force("charge").theta(big ? 1.3 : 0.9).distanceMax(big ? 250 : 600);
    picture.cooldownTime(big ? 4000 : 6000).d3AlphaDecay(big ? 0.09 : 0.035).graphData(shown);
    $("start").hidden = view.present.length > 0;
    $("undo").disabled = !past.length;
    if (chosen && !nodes.includes(chosen) && !here.includes(chosen)) choose(null); else around();
    controls();
  }
  const snapshot = () => JSON.stringify(view);
  function remember() { past.push(snapshot()); if (past.length > 100) past.shift(); }
  function change(next) { remember(); view = { ...view, ...next }; refresh(); keep(); }
  function add(ids) { change({ present: [...new Set([...view.present, ...ids])] }); }
  $("undo").addEventListener("click", () => { if (past.length) { view = JSON.parse(past.pop()); refresh(); keep(); } });
  document.addEventListener("keydown", (event) => {
    if (/^(input|textarea|select)$/i.test(document.activeElement.tagName) && document.activeElement.type !== "range" && document.activeElement.type !== "checkbox") return;
    if (event.key === "z" && (event.ctrlKey || event.metaKey)) $("undo").click();
    else if (chosen && chosen.id && (event.key === "Delete" || event.key === "Backspace")) hide(chosen);
    else if (chosen && chosen.id && event.key === "p") pin(chosen);
    else if (chosen && chosen.id && event.key === "e") expand(chosen);
    else if (event.key === "Escape") choose(null);
  });

  // ---- asking the server
  async function ask(path, options) {
    const answer = await fetch(root + path, options);
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  }
  const post = (ids) => ask("explore/things", { method: "POST", body: JSON.stringify(ids), headers: { "Content-Type": "application/json" } });
  async function expand(node, fresh) {
    const data = await ask(`explore/near?iri=${encodeURIComponent(node.id)}&limit=40&skip=${node.skip || 0}`);
    absorb(data);
    const self = things.get(node.id);
    self.skip = (self.skip || 0) + 40;
    const ids = data.things.map((one) => one.id), all = [...new Set([...view.present, ...ids])];
    if (all.length <= 600 && view.present.length) absorb(await post(all)); // links among what was there and what came
    add(ids);
    if (fresh || data.things.length > 1) overview(700);
    if (chosen === self) choose(self);
  }
  async function begin(id) {
    const known = things.get(id);
    if (known && view.present.includes(id)) { choose(known); picture.centerAt(known.x, known.y, 300); return; }
    await expand({ id }, !view.present.length);
    choose(things.get(id));
  }
  const hide = (node) => { choose(null); change({ present: view.present.filter((id) => id !== node.id) }); };
  function pin(node) {
    const pins = { ...view.pins };
    if (pins[node.id]) delete pins[node.id]; else pins[node.id] = [Math.round(node.x), Math.round(node.y)];
    change({ pins });
    if (chosen === node) choose(node);
  }
  async function way(goal) {
    const data = await ask(`explore/way?from=${encodeURIComponent(from.id)}&to=${encodeURIComponent(goal.id)}`);
    $("from").textContent = data.things.length ? data.things.map((one) => one.label).join(" → ") : say("Không có đường nối.", "There is no path.");
    $("from").dataset.found = data.things.length;
    from = null;
    absorb(data);
    if (data.things.length) add(data.things.map((one) => one.id));
    overview(600);
  }
  let last = 0, lastNode = null;
  function click(node) {
    const now = performance.now(), twice = lastNode === node && now - last < 350;
    [last, lastNode] = [now, node];
    if (twice) expand(node); else if (from && from !== node) way(node); else choose(node);
  }

  // ---- the panel
  function around() {
    near = new Set();
    if (chosen && chosen.id) { near.add(chosen); for (const link of shown.links) { if (link.source === chosen) near.add(link.target); if (link.target === chosen) near.add(link.source); } }
    else if (chosen) near = new Set([chosen.source, chosen.target]);
    redraw();
  }
  function choose(what) {
    chosen = what;
    around();
    const box = $("panel");
    if (box.hidden === Boolean(what)) { box.hidden = !what; fits(); }
    if (!what) return;
    if (what.id) showThing(what); else showLink(what);
  }
  const close = () => element("button", { type: "button", onclick: () => choose(null) }, say("Đóng", "Close"));
  const act = (text, action) => element("button", { type: "button", onclick: action }, text);
  function showThing(node) {
    const rows = shown.links.filter((link) => link.source === node || link.target === node).sort((a, b) => b.n - a.n);
    const more = node.total == null ? null : Math.max(0, node.total - rows.length);
    $("panel").replaceChildren(
      element("header", {}, element("h2", {}, element("bdi", {}, node.label)), close()),
      element("p", { class: "kind" }, glyph(node.family), node.kind[english() ? 1 : 0], ` · ${node.told} ${say("bài", "articles")}`),
      element("div", { class: "buttons" },
        act(more ? say(`Mở rộng (còn ${more})`, `Expand (${more} more)`) : say("Mở rộng", "Expand"), () => expand(node)), act(say("Ẩn", "Hide"), () => hide(node)),
        act(view.pins[node.id] ? say("Bỏ ghim", "Unpin") : say("Ghim", "Pin"), () => pin(node)),
        act(say("Từ đây", "From here"), () => { from = node; $("route").open = true; $("from").textContent = `${node.label} → ?`; }),
        element("a", { class: "button", href: node.href }, say("Trang", "Page"))),
      element("ul", { class: "plain" }, ...rows.slice(0, 80).map((link) => {
        const other = link.source === node ? link.target : link.source;
        return element("li", {}, element("button", { class: "go", type: "button", onclick: () => choose(link) }, open(link).map((r) => pick(terms.relations[r.p] || [r.p, r.p, r.p, r.p], link.source !== node)).join(" · ")), ": ", element("bdi", {}, other.label));
      })));
  }
  async function showLink(link) {
    const head = element("header", {}, element("h2", {}, element("bdi", {}, link.source.label), " – ", element("bdi", {}, link.target.label)), close());
    $("panel").replaceChildren(head, element("p", { class: "soft" }, "…"));
    const data = await ask(`explore/said?a=${encodeURIComponent(link.s)}&b=${encodeURIComponent(link.t)}`);
    if (chosen !== link) return;
    $("panel").replaceChildren(head, ...data.facts.map((fact) => element("section", {},
      element("h3", {}, `${(fact.out ? link.source : link.target).label} → ${pick(terms.relations[fact.p] || [fact.p, fact.p])} → ${(fact.out ? link.target : link.source).label}`),
      ...fact.said.map(quote), fact.said.length ? null : element("p", { class: "soft" }, say("Theo danh mục tham chiếu, không từ một câu báo.", "From reference knowledge, not from a sentence.")))));
  }
  function quote(said) {
    const body = element("bdi");
    let at = 0;
    for (const [start, end] of said.marks) { body.append(said.text.slice(at, start), element("mark", {}, said.text.slice(start, end))); at = end; }
    body.append(said.text.slice(at));
    return element("blockquote", { lang: "vi" }, body, element("footer", {}, element("a", { href: said.href }, element("bdi", {}, said.title)), said.date ? `, ${day(said.date)}` : "", said.source ? `, ${said.source}` : "",
      element("br"), `${say("độ tin cậy", "confidence")} ${said.confidence}, ${say("mẫu câu", "frame")} `, element("code", {}, said.frame)));
  }

  // ---- filters
  function checks(target, entries, hidden) {
    target.replaceChildren(...entries.map(([key, text, number, mark]) => {
      const input = element("input", { type: "checkbox", onchange: () => { if (input.checked) hidden.delete(key); else hidden.add(key); refresh(); keep(); } });
      input.checked = !hidden.has(key);
      return element("li", {}, element("label", {}, input, mark, element("span", {}, text), element("span", {}, String(number))));
    }));
  }
  function controls() {
    const present = view.present.map((id) => things.get(id)).filter(Boolean), count = new Map(), relations = new Map(), inside = new Set(view.present);
    for (const node of present) count.set(node.family, (count.get(node.family) || 0) + 1);
    for (const link of links.values()) if (inside.has(link.s) && inside.has(link.t)) for (const r of link.r) relations.set(r.p, (relations.get(r.p) || 0) + 1);
    checks($("classes"), Object.keys(terms.families).filter((family) => count.has(family)).map((family) => [family, pick(terms.families[family]), count.get(family), glyph(family)]), hiddenClasses);
    checks($("relations"), [...relations].sort((a, b) => b[1] - a[1]).map(([p, n]) => [p, pick(terms.relations[p] || [p, p]), n, null]), hiddenRelations);
    $("count").textContent = say(`${shown.nodes.length} nút, ${shown.links.length} đường nối`, `${shown.nodes.length} nodes, ${shown.links.length} links`);
    $("time").hidden = days.length < 2;
    for (const [id, value] of [["since", low], ["until", high]]) { $(id).max = Math.max(0, days.length - 1); $(id).value = value; }
    $("span").textContent = days.length ? `${day(days[low])} – ${day(days[high])}` : "";
    $("confidence-out").textContent = least.toLocaleString(english() ? "en" : "vi");
    $("list").replaceChildren(...shown.nodes.slice(0, 300).sort((a, b) => b.degree - a.degree).map((node) => element("li", {}, glyph(node.family), element("button", { type: "button", onclick: () => { choose(node); picture.centerAt(node.x, node.y, still ? 0 : 300); } }, node.label))));
  }
  $("confidence").addEventListener("input", () => { least = Number($("confidence").value); refresh(); keep(); });
  for (const id of ["since", "until"]) $(id).addEventListener("input", () => { const value = Number($(id).value); if (id === "since") low = Math.min(value, high); else high = Math.max(value, low); refresh(); keep(); });
  $("fit").addEventListener("click", () => overview());
  $("clear").addEventListener("click", () => { choose(null); change({ present: [], pins: {} }); });
  document.addEventListener("kg-look", () => { controls(); redraw(); if (chosen) choose(chosen); });

  // ---- a link that restores the view
  function short(id) { const at = view.base && id.startsWith(view.base) ? id.slice(view.base.length) : id; return at; }
  function keep() {
    const base = view.present.length ? view.present[0].replace(/[^/]*$/, "") : "";
    view.base = base;
    const state = { b: base, p: view.present.slice(0, 400).map(short), f: Object.entries(view.pins).map(([id, at]) => [short(id), ...at]), c: [...hiddenClasses], r: [...hiddenRelations], m: least, t: low > 0 || high < days.length - 1 ? [days[low], days[high]] : [] };
    history.replaceState(null, "", view.present.length ? `#v=${encodeURIComponent(JSON.stringify(state))}` : "#");
  }
  async function restore() {
    const hash = decodeURIComponent(location.hash.slice(1));
    if (!hash) return;
    try {
      if (!hash.startsWith("v=")) { await begin(hash); return; }
      const state = JSON.parse(hash.slice(2)), full = (id) => (/^[a-z][a-z0-9+.-]*:/i.test(id) ? id : state.b + id);
      absorb(await post(state.p.map(full)));
      [hiddenClasses, hiddenRelations, least] = [new Set(state.c), new Set(state.r), Number(state.m) || 0];
      $("confidence").value = least;
      if (state.t.length === 2) { low = Math.max(0, days.indexOf(state.t[0])); high = Math.max(low, days.indexOf(state.t[1])); }
      view = { present: state.p.map(full).filter((id) => things.has(id)), pins: Object.fromEntries(state.f.map(([id, x, y]) => [full(id), [Number(x), Number(y)]])) };
      refresh(); keep();
      overview(800);
    } catch { $("count").textContent = say("Không mở lại được hình này; hãy tìm lại từ đầu.", "This view could not be restored; begin with a search."); }
  }

  // ---- export
  const xml = Draw.escaped;
  $("png").addEventListener("click", () => {
    const from = $("graph").querySelector("canvas"), copy = element("canvas", { width: from.width, height: from.height }), context = copy.getContext("2d");
    context.fillStyle = Draw.current().bg; context.fillRect(0, 0, copy.width, copy.height); context.drawImage(from, 0, 0);
    copy.toBlob((blob) => Draw.save("vnkg.png", blob));
  });
  $("svg").addEventListener("click", () => Draw.save("vnkg.svg", new Blob([Draw.toSvg(shown.nodes, shown.links, title)], { type: "image/svg+xml" })));
  $("graphml").addEventListener("click", () => Draw.save("vnkg.graphml", new Blob([graphml()], { type: "application/xml" })));
  function graphml() {
    const data = (key, value) => `<data key="${key}">${xml(value)}</data>`;
    return `<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">${["label", "class", "x", "y"].map((key) => `<key id="${key}" for="node" attr.name="${key}" attr.type="${key === "x" || key === "y" ? "double" : "string"}"/>`).join("")}<key id="relation" for="edge" attr.name="relation" attr.type="string"/><key id="articles" for="edge" attr.name="articles" attr.type="int"/><graph edgedefault="directed">` +
      shown.nodes.map((n) => `<node id="${xml(n.id)}">${data("label", n.label)}${data("class", n.family)}${data("x", n.x)}${data("y", n.y)}</node>`).join("") +
      shown.links.flatMap((l) => open(l).map((r) => `<edge source="${xml(l.s)}" target="${xml(l.t)}">${data("relation", r.p)}${data("articles", r.n)}</edge>`)).join("") + "</graph></graphml>";
  }

  // ---- the search box above leads into the picture instead of to a page
  const form = document.querySelector("form.find");
  document.body.dataset.pick = "1";
  form.addEventListener("kg-pick", (event) => { begin(event.detail[5]); form.querySelector("input").value = ""; });
  fits(); refresh();
  addEventListener("hashchange", () => { const hash = decodeURIComponent(location.hash.slice(1)); if (hash && !hash.startsWith("v=")) begin(hash); });
  restore().then(() => document.documentElement.setAttribute("data-ready", ""));
})();
