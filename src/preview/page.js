"use strict";
// The page works without this but for what is hidden until now: colours, filter, sorting, questions.
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector) => [...document.querySelectorAll(selector)];
  all("[data-script]").forEach((part) => { part.hidden = false; });

  // Colours. Where nothing may be stored, the choice lasts until the page is closed.
  const theme = byId("theme");
  const stored = (act) => { try { return act(localStorage); } catch { return null; } };
  const wear = () => { document.documentElement.dataset.theme = theme.value; };
  theme.value = stored((store) => store.getItem("theme")) || "";
  wear();
  theme.addEventListener("change", () => {
    wear();
    stored((store) => store.setItem("theme", theme.value));
  });

  // Filter.
  const filter = byId("filter");
  const cards = all("[data-card]").map((card) => ({ card, text: card.textContent.toLowerCase() }));
  const rows = new Map(all("[data-for]").map((row) => [row.dataset.for, row]));
  const count = (kind, shown) => {
    const ofKind = cards.filter(({ card }) => card.dataset.card === kind);
    return `${ofKind.filter(({ card }) => !card.hidden).length} of ${ofKind.length} ${shown}`;
  };
  const sift = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const { card, text } of cards) {
      card.hidden = !words.every((word) => text.includes(word));
      const row = rows.get(card.id);
      if (row) row.hidden = card.hidden;
    }
    byId("found").textContent = words.length
      ? `Shown: ${count("entry", "entries")}, ${count("topic", "topics")}, ${count("other", "other replies")}.` : "";
  };
  filter.addEventListener("input", sift);
  filter.form.addEventListener("submit", (event) => event.preventDefault());
  // A link to a card that is filtered out still leads to it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const target = link && byId(link.getAttribute("href").slice(1));
    if (target && target.hidden) {
      filter.value = "";
      sift();
    }
  });

  // Sorting.
  const table = byId("table");
  const sort = (head, column) => {
    const up = head.getAttribute("aria-sort") !== "ascending";
    const value = (row) => row.cells[column].dataset.value;
    const compare = (a, b) => Number(value(a)) - Number(value(b)) || value(a).localeCompare(value(b));
    const sorted = [...table.tBodies[0].rows].sort((a, b) => (up ? compare(a, b) : compare(b, a)));
    table.tBodies[0].append(...sorted);
    for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
  };
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(head, column));
  });

  // Questions.
  const form = byId("ask");
  if (!form) return;
  const question = byId("question");
  const reply = byId("reply");
  // Apart, so that a screen reader reads out the reply alone.
  const reasons = byId("reasons");
  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };
  const show = (answered) => {
    const message = element("div", "bot", answered.reply === null ? "The bot says nothing." : "");
    // The server escapes it, and what was typed is not in it.
    if (answered.reply !== null) message.innerHTML = answered.reply;
    const parts = [message];
    if (String(answered.version) !== document.documentElement.dataset.version) {
      const changed = element("p", "flag", "The FAQ’s files have changed since this page was made. ");
      const again = element("a", "", "Load it again");
      again.href = "/";
      changed.append(again);
      parts.unshift(changed);
    }
    return parts;
  };
  let latest = 0;
  const ask = async () => {
    const number = ++latest;
    const typed = question.value;
    const asked = element("p", "asked", `You: ${typed}`);
    let parts;
    let why = [];
    try {
      const response = await fetch("/ask", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ question: typed }),
      });
      if (!response.ok) throw new Error(await response.text());
      const answered = await response.json();
      parts = show(answered);
      why = [element("h3", "", "How it was decided"), element("pre", "", answered.explanation)];
    } catch (error) {
      parts = [element("p", "flag", `No reply: ${error.message}`)];
    }
    // Replies may overtake each other.
    if (number !== latest) return;
    reply.replaceChildren(asked, ...parts);
    reasons.replaceChildren(...why);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  // "/#ask=…" asks at once. What follows the "#" is not sent to the server with the address.
  const given = new URLSearchParams(location.hash.slice(1)).get("ask");
  if (given) {
    question.value = given;
    ask();
  }
})();
