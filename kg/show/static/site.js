"use strict";
/* What every page can do: search with type-ahead, colours, language, print with everything open. */
(() => {
  const root = document.documentElement, keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* not kept, then */ } };
  const english = () => root.dataset.lang === "en";
  function words() {
    for (const node of document.querySelectorAll("[data-vi]")) {
      for (const name of ["placeholder", "aria-label", "title"]) if (node.hasAttribute(name)) node.setAttribute(name, english() ? node.dataset.en : node.dataset.vi);
    }
    const button = document.getElementById("language");
    if (button) { button.textContent = english() ? "Tiếng Việt" : "English"; button.lang = english() ? "vi" : "en"; }
    root.lang = english() ? "en" : "vi";
  }
  document.getElementById("language")?.addEventListener("click", () => { root.dataset.lang = english() ? "vi" : "en"; keep("kg-language", root.dataset.lang); words(); document.dispatchEvent(new Event("kg-look")); });
  document.getElementById("theme")?.addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    keep("kg-theme", root.dataset.theme);
    document.dispatchEvent(new Event("kg-look"));
  });
  document.getElementById("print")?.addEventListener("click", () => window.print());
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((box) => { box.open = true; }));
  words();

  // A static site has its names in a script; a server is asked. Both give [name, kind in Vietnamese, in English, family, address].
  const suggest = document.body.dataset.suggest;
  let names = null;
  async function offers(text) {
    if (suggest) {
      const answer = await fetch(`${suggest}?q=${encodeURIComponent(text)}`);
      return answer.ok ? (await answer.json()).found : [];
    }
    const words = (name) => folded(name).split(/[^\p{L}\p{N}]+/u).filter(Boolean), plain = words(text);
    names ??= (window.KG_NAMES || []).map((entry) => [" " + words(entry[0]).join(" "), entry]);
    const found = [];
    for (const [name, entry] of names) if (plain.length && plain.every((word) => name.includes(" " + word))) { found.push(entry); if (found.length === 12) break; }
    return found.map((entry) => [...entry.slice(0, 4), document.body.dataset.root + entry[4]]);
  }
  for (const form of document.querySelectorAll("form.find")) {
    const box = form.querySelector("input"), list = form.querySelector("ul");
    let found = [], at = -1, asked = 0;
    // A page that is itself a picture takes what was chosen; others go to its page.
    const go = (entry) => { if (document.body.dataset.pick) { close(); form.dispatchEvent(new CustomEvent("kg-pick", { detail: entry })); } else location.href = entry[4]; };
    const mark = () => {
      [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
      if (at >= 0) box.setAttribute("aria-activedescendant", `${list.id}-${at}`); else box.removeAttribute("aria-activedescendant");
    };
    const close = () => { list.hidden = true; at = -1; box.setAttribute("aria-expanded", "false"); mark(); };
    const offer = async () => {
      const turn = ++asked, text = box.value;
      if (!text.trim()) return close();
      let now;
      try { now = await offers(text); } catch { return close(); }
      if (turn !== asked || document.activeElement !== box) return;
      [found, at] = [now, -1];
      list.replaceChildren(...found.map((entry, n) => element("li", { role: "option", id: `${list.id}-${n}`, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); go(entry); } },
        glyph(entry[3]), element("bdi", {}, entry[0]), element("small", {}, english() ? entry[2] : entry[1]))));
      list.hidden = !found.length;
      box.setAttribute("aria-expanded", String(!list.hidden));
    };
    box.addEventListener("input", offer);
    box.addEventListener("blur", close);
    box.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { if (found.length && !list.hidden) { at = (at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1) + found.length) % found.length; mark(); event.preventDefault(); } }
      else if (event.key === "Enter" && (at >= 0 || (document.body.dataset.pick && found.length))) { event.preventDefault(); go(found[Math.max(0, at)]); }
      else if (event.key === "Escape") close();
    });
    if (!suggest) form.addEventListener("submit", async (event) => { event.preventDefault(); const first = (await offers(box.value))[0]; if (first) location.href = first[4]; });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || /^(input|textarea|select)$/i.test(document.activeElement?.tagName || "") || document.activeElement?.closest?.(".CodeMirror")) return;
    document.querySelector("form.find input")?.focus();
    event.preventDefault();
  });
})();
