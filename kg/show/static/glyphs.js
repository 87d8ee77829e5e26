"use strict";
/* Shapes of the classes as small SVG pictures, the same as on the canvas. Text never becomes markup anywhere in these
   scripts: elements are made one by one and given textContent. */
const GLYPHS = {
  Person: ["circle", { cx: 8, cy: 8, r: 6 }],
  Post: ["circle", { cx: 8, cy: 8, r: 5, hollow: true }],
  Organization: ["rect", { x: 2.5, y: 2.5, width: 11, height: 11 }],
  Area: ["polygon", { points: "8,1.5 14.5,13 1.5,13" }],
  Document: ["polygon", { points: "4.5,2 11.5,2 15,8 11.5,14 4.5,14 1,8" }],
  Programme: ["polygon", { points: "1.5,3 14.5,3 8,14.5" }],
  Event: ["polygon", { points: "8,1 15,8 8,15 1,8" }],
  Honour: ["polygon", { points: "8,.8 10.2,5.6 15.4,6.2 11.5,9.7 12.6,14.9 8,12.3 3.4,14.9 4.5,9.7 .6,6.2 5.8,5.6" }],
  Group: ["rect", { x: 3, y: 3, width: 10, height: 10, hollow: true }],
};
function svg(name, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}
function glyph(family) {
  const [shape, { hollow, ...attributes }] = GLYPHS[family] || GLYPHS.Group;
  const colour = `var(--c-${GLYPHS[family] ? family : "Group"})`;
  const picture = svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" });
  const figure = svg(shape, attributes);
  figure.style.fill = hollow ? "var(--surface)" : colour;
  figure.style.stroke = hollow ? colour : "var(--outline)";
  figure.style.strokeWidth = hollow ? "3" : "1";
  picture.append(figure);
  return picture;
}
/* element("p", {class: "x"}, "text", child, ...): strings become text nodes. */
function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value != null) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
const webAddress = (text) => (/^https?:\/\//i.test(text) ? text : null);
/* A date of any granularity as people write it: 2018-08-27 -> 27/8/2018, --08-27 -> 27/8. */
function day(text) {
  const full = /^(-?\d{4}|-)-(\d\d)-(\d\d)/.exec(text), month = /^(\d{4})-(\d\d)$/.exec(text);
  if (full) return `${+full[3]}/${+full[2]}${full[1] === "-" ? "" : "/" + full[1]}`;
  return month ? `${+month[2]}/${month[1]}` : text;
}
