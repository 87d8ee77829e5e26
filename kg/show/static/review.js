"use strict";
/* One pair at a time; a key or a button decides it. */
(() => {
  const pairs = [...document.querySelectorAll(".pair")], token = document.getElementById("token").dataset.token;
  let at = 0, busy = false;
  const say = (vi, en) => (document.documentElement.dataset.lang === "en" ? en : vi);
  const told = { same: ["là một", "same"], different: ["khác nhau", "different"], unsure: ["chưa rõ", "unsure"] };
  function show(next) {
    at = Math.min(Math.max(0, next), pairs.length);
    pairs.forEach((pair, n) => { pair.hidden = n !== at; });
    const end = document.getElementById("all-done");
    if (end) end.hidden = at < pairs.length;
    scrollTo(0, 0);
  }
  async function decide(verdict) {
    const pair = pairs[at], done = document.getElementById("done");
    if (!pair || busy) return;
    busy = true;
    try {
      const answer = await fetch(`${document.body.dataset.root}review`, { method: "POST", headers: { "Content-Type": "application/json", "X-KG-Token": token }, body: JSON.stringify({ left: pair.dataset.left, right: pair.dataset.right, verdict }) });
      if (!answer.ok) throw new Error((await answer.json()).detail);
      if (!pair.dataset.verdict) { const left = document.getElementById("left"); left.textContent = Number(left.textContent) - 1; }
      pair.dataset.verdict = verdict;
      done.textContent = `${at + 1}: ${say(...told[verdict])}`;
      show(at + 1);
    } catch (error) { done.textContent = say("Chưa ghi được: ", "Not kept: ") + error.message; }
    busy = false;
  }
  for (const button of document.querySelectorAll("[data-verdict]")) if (button.tagName === "BUTTON") button.addEventListener("click", () => decide(button.dataset.verdict));
  for (const button of document.querySelectorAll("[data-step]")) button.addEventListener("click", () => show(at + Number(button.dataset.step)));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(input|textarea|select)$/i.test(document.activeElement?.tagName || "")) return;
    const verdict = { s: "same", d: "different", u: "unsure" }[event.key];
    if (verdict) decide(verdict);
    else if (event.key === "n") show(at + 1);
    else if (event.key === "p") show(at - 1);
  });
})();
