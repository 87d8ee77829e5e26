"use strict";
/* Drawing with force-graph, shared by the explorer and the query editor's network of results: shapes and colours of the
   classes on a canvas, and the same picture as SVG. */
const Draw = (() => {
  const polygons = {
    Area: [[0, -1.1], [1.1, 0.85], [-1.1, 0.85]], Programme: [[-1.1, -0.85], [1.1, -0.85], [0, 1.1]], Event: [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]],
    Document: [[-0.6, -1], [0.6, -1], [1.2, 0], [0.6, 1], [-0.6, 1], [-1.2, 0]],
    Honour: Array.from({ length: 10 }, (_, n) => { const r = n % 2 ? 0.55 : 1.3, a = (n * Math.PI) / 5 - Math.PI / 2; return [r * Math.cos(a), r * Math.sin(a)]; }),
    Organization: [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]], Group: [[-0.8, -0.8], [0.8, -0.8], [0.8, 0.8], [-0.8, 0.8]],
  };
  const hollow = (family) => family === "Post" || family === "Group";
  let look = null;
  function colours() {
    const style = getComputedStyle(document.documentElement), read = (name) => style.getPropertyValue(name).trim();
    look = { ink: read("--ink"), bg: read("--bg"), soft: read("--soft"), edge: read("--edge"), outline: read("--outline"), focus: read("--focus"), of: {} };
    for (const family of Object.keys(GLYPHS)) look.of[family] = read(`--c-${family}`);
    return look;
  }
  document.addEventListener("kg-look", () => { look = null; });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { look = null; });
  const current = () => look || colours();
  function shape(context, node, radius) {
    const points = polygons[node.family];
    context.beginPath();
    if (points) { points.forEach(([x, y], n) => (n ? context.lineTo(node.x + x * radius, node.y + y * radius) : context.moveTo(node.x + x * radius, node.y + y * radius))); context.closePath(); }
    else context.arc(node.x, node.y, radius, 0, 7);
  }
  const radius = (node) => 3.2 + Math.min(6, Math.sqrt(node.degree || 0));
  function node(context, scale, it, { chosen = false, faded = false, named = false } = {}) {
    const colour = current(), r = radius(it);
    context.globalAlpha = faded ? 0.2 : 1;
    if (scale * r < 2.2 && !chosen) { // a speck: its shape cannot be seen
      context.fillStyle = colour.of[it.family] || colour.of.Group;
      context.fillRect(it.x - r, it.y - r, 2 * r, 2 * r);
      context.globalAlpha = 1;
      return;
    }
    shape(context, it, r);
    context.fillStyle = hollow(it.family) ? colour.bg : colour.of[it.family] || colour.of.Group;
    context.fill();
    if (scale * r > 3 || chosen) {
      context.lineWidth = (chosen ? 3 : hollow(it.family) ? 2 : 0.8) / Math.max(scale, 0.6);
      context.strokeStyle = chosen ? colour.focus : hollow(it.family) ? colour.of[it.family] : colour.outline;
      context.stroke();
    }
    if (it.fx != null) { context.fillStyle = colour.ink; context.fillRect(it.x - r * 0.2, it.y - r * 0.2, r * 0.4, r * 0.4); }
    if (named && !faded) {
      const size = Math.min(13, 5 + 7 * scale) / scale, text = it.label.length > 34 ? it.label.slice(0, 33) + "…" : it.label;
      context.font = `${chosen ? 600 : 400} ${size}px "Be Vietnam Pro", sans-serif`;
      context.textAlign = "center"; context.textBaseline = "top";
      context.lineWidth = 3 / scale; context.strokeStyle = colour.bg; context.lineJoin = "round";
      context.strokeText(text, it.x, it.y + r + 1.5 / scale);
      context.fillStyle = colour.ink;
      context.fillText(text, it.x, it.y + r + 1.5 / scale);
    }
    context.globalAlpha = 1;
  }
  const escaped = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "");
  function toSvg(nodes, links, label) {
    const colour = current(), xs = nodes.map((n) => n.x), ys = nodes.map((n) => n.y), low = [Math.min(...xs) - 60, Math.min(...ys) - 30], size = [Math.max(...xs) - low[0] + 60, Math.max(...ys) - low[1] + 40];
    const lines = links.map((l) => `<line x1="${l.source.x}" y1="${l.source.y}" x2="${l.target.x}" y2="${l.target.y}"><title>${escaped(label(l))}</title></line>`);
    const figures = nodes.map((n) => {
      const r = radius(n), points = polygons[n.family], fill = hollow(n.family) ? colour.bg : colour.of[n.family] || colour.of.Group, stroke = hollow(n.family) ? colour.of[n.family] : colour.outline;
      const figure = points ? `<polygon points="${points.map(([x, y]) => `${n.x + x * r},${n.y + y * r}`).join(" ")}"` : `<circle cx="${n.x}" cy="${n.y}" r="${r}"`;
      return `${figure} fill="${fill}" stroke="${stroke}" stroke-width="${hollow(n.family) ? 2 : 0.8}"/><text x="${n.x}" y="${n.y + r + 7}">${escaped(n.label)}</text>`;
    });
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${low.join(" ")} ${size.join(" ")}" font-family="Be Vietnam Pro, sans-serif" font-size="6" text-anchor="middle" fill="${colour.ink}"><rect x="${low[0]}" y="${low[1]}" width="${size[0]}" height="${size[1]}" fill="${colour.bg}"/><g stroke="${colour.edge}" stroke-width=".8">${lines.join("")}</g>${figures.join("")}</svg>`;
  }
  function save(name, blob) {
    const link = element("a", { download: name, href: URL.createObjectURL(blob) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
  return { node, shape, radius, current, toSvg, escaped, save };
})();
