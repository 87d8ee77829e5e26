"use strict";
/* The SPARQL editor: YASGUI against this server's endpoint, with the named questions, and two more ways to see a result. */
(() => {
  const setup = JSON.parse(document.getElementById("setup").textContent), root = document.body.dataset.root;
  const english = () => document.documentElement.dataset.lang === "en", say = (vi, en) => (english() ? en : vi);
  const short = (iri) => {
    let best = "";
    for (const [name, space] of Object.entries(setup.prefixes)) if (iri.startsWith(space) && space.length > (setup.prefixes[best] || "").length) best = name;
    return best ? `${best}:${iri.slice(setup.prefixes[best].length)}` : iri;
  };
  /* A thing of this graph opens its page here; other addresses are shown and not followed. */
  const href = (iri) => (setup.prefixes.id && iri.startsWith(setup.prefixes.id) ? `${root}id/${iri.slice(setup.prefixes.id.length)}` : setup.prefixes.art && iri.startsWith(setup.prefixes.art) ? `${root}article/${iri.slice(setup.prefixes.art.length)}` : null);
  const text = (term) => (term.type === "uri" ? short(term.value) : term.value);

  class Shown {
    constructor(yasr) { this.yasr = yasr; this.hideFromSelection = false; }
    rows() { return (this.yasr.results && this.yasr.results.getBindings()) || []; }
    columns() { return (this.yasr.results && this.yasr.results.getVariables()) || []; }
    getIcon() { return element("span"); }
  }
  class Network extends Shown {
    constructor(yasr) { super(yasr); this.priority = 4; this.label = say("Mạng", "Network"); }
    canHandleResults() { return this.rows().some((row) => Object.values(row).filter((term) => term && term.type === "uri").length > 1); }
    draw() {
      const nodes = new Map(), links = new Map();
      for (const row of this.rows().slice(0, 3000)) {
        const ends = this.columns().map((name) => [name, row[name]]).filter(([, term]) => term && term.type === "uri");
        for (const [name, term] of ends) if (!nodes.has(term.value)) {
          const named = row[`${name}Label`] || row[`${name}_label`] || (ends.length && ends[0][0] === name ? row.name || row.label : null);
          nodes.set(term.value, { id: term.value, label: named ? named.value : short(term.value).replace(/^id:/, ""), family: "Group", degree: 0 });
        }
        for (const [name, term] of ends.slice(1)) if (term.value !== ends[0][1].value) links.set(`${ends[0][1].value}\n${name}\n${term.value}`, { source: ends[0][1].value, target: term.value, name });
      }
      for (const link of links.values()) { nodes.get(link.source).degree++; nodes.get(link.target).degree++; }
      const box = element("div", { class: "kg-network" });
      this.yasr.resultsEl.replaceChildren(box);
      const picture = new ForceGraph(box).nodeId("id").nodeLabel(() => "").linkLabel(() => "").width(box.clientWidth).height(box.clientHeight).autoPauseRedraw(true).cooldownTime(5000)
        .nodeCanvasObject((node, context, scale) => Draw.node(context, scale, node, { named: nodes.size <= 80 || scale > 2 || node.degree > 12 }))
        .linkColor(() => Draw.current().edge).onNodeClick((node) => { const to = href(node.id); if (to) location.href = to; })
        .graphData({ nodes: [...nodes.values()], links: [...links.values()] });
      setTimeout(() => picture.zoomToFit(0, 30), 700);
    }
  }
  class Timeline extends Shown {
    constructor(yasr) { super(yasr); this.priority = 3; this.label = say("Dòng thời gian", "Timeline"); }
    dated() { return this.columns().find((name) => this.rows().some((row) => row[name] && /#(date|dateTime|gYear|gYearMonth)$/.test(row[name].datatype || ""))); }
    canHandleResults() { return Boolean(this.dated()); }
    draw() {
      const name = this.dated(), rows = this.rows().filter((row) => row[name]).sort((a, b) => (a[name].value < b[name].value ? -1 : 1)).slice(0, 2000);
      this.yasr.resultsEl.replaceChildren(element("ol", { class: "kg-time" }, ...rows.map((row) => element("li", {}, element("time", {}, day(row[name].value)),
        element("span", {}, ...this.columns().filter((column) => column !== name && row[column]).flatMap((column, n) => {
          const to = row[column].type === "uri" ? href(row[column].value) : null;
          return [n ? ", " : "", to ? element("a", { href: to }, element("bdi", {}, text(row[column]))) : element("bdi", {}, text(row[column]))];
        }))))));
    }
  }
  Yasgui.Yasr.registerPlugin("network", Network);
  Yasgui.Yasr.registerPlugin("timeline", Timeline);
  Yasgui.Yasr.defaults.pluginOrder = ["table", "network", "timeline", "response"];
  Yasgui.Yasr.defaults.prefixes = setup.prefixes;
  Yasgui.Yasqe.defaults.autocompleters = ["variables"];
  Yasgui.Yasqe.defaults.value = setup.first;
  const endpoint = new URL(`${root}sparql`, location.href).href;
  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { endpoint, method: "POST" }, endpointCatalogueOptions: { getData: () => [] }, copyEndpointOnNewTab: true, persistenceId: "kg-query",
  });
  yasgui.getTab().setEndpoint(endpoint);
  window.kgQuery = yasgui;

  const question = document.getElementById("question");
  for (const one of setup.questions) question.append(element("option", { value: one.name }, say(one.title_vi, one.title)));
  question.addEventListener("change", () => {
    const one = setup.questions.find((entry) => entry.name === question.value);
    if (!one) return;
    yasgui.getTab().setQuery(one.sparql);
    yasgui.getTab().query();
  });
  /* Names for readers by ear, which the editor does not give its parts. */
  const name = () => {
    for (const [part, vi, en] of [[".CodeMirror textarea", "Câu truy vấn SPARQL", "SPARQL query"], [".tableSizer", "Số dòng mỗi trang", "Rows a page"], [".tableFilter", "Lọc kết quả", "Filter results"]])
      for (const node of document.querySelectorAll(`#yasgui ${part}:not([aria-label])`)) node.setAttribute("aria-label", say(vi, en));
    for (const node of document.querySelectorAll("#yasgui .tabsList button:not([role])")) { node.setAttribute("role", "tab"); node.setAttribute("aria-selected", "false"); }
  };
  new MutationObserver(name).observe(document.getElementById("yasgui"), { childList: true, subtree: true });
  name();
  /* The table links IRIs: those of this graph open here. */
  document.getElementById("yasgui").addEventListener("click", (event) => {
    const link = event.target.closest("a[href]"), to = link && href(link.getAttribute("href"));
    if (to) { event.preventDefault(); location.href = to; }
  }, true);
  document.documentElement.setAttribute("data-ready", "");
})();
