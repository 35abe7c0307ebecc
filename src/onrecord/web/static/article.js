// The article: a statement's words and its note light up together, a card beside the words says who and how, and a
// statement can be copied with its citation.

const article = document.querySelector("[data-article]");
const notes = new Map([...article.querySelectorAll("[data-note]")].map((note) => [note.dataset.note, note]));
const card = document.createElement("div");
card.className = "card";
card.hidden = true;
card.setAttribute("aria-hidden", "true"); // the note says the same, and is read where it stands
document.body.append(card);

const marksOf = (number) => article.querySelectorAll(`mark.s${number}`);
const numberOf = (node) => {
  const mark = node instanceof Element ? node.closest("mark") : null;
  return mark ? [...mark.classList].find((name) => /^s\d+$/.test(name))?.slice(1) : undefined;
};

let lit = null;
function light(number) {
  if (number === lit) return;
  for (const each of article.querySelectorAll(".lit")) each.classList.remove("lit");
  lit = number ?? null;
  if (lit === null) return;
  notes.get(lit)?.classList.add("lit");
  for (const mark of marksOf(lit)) mark.classList.add("lit");
}

function show(number, mark) {
  const note = notes.get(number);
  if (!note) return;
  card.replaceChildren();
  for (const part of note.querySelectorAll(".speaker, .unnamed, .role, .how")) {
    const copy = document.createElement("span");
    copy.className = part.className;
    copy.textContent = `${part.textContent.trim()} `;
    card.append(copy);
  }
  card.classList.remove(...[...card.classList].filter((name) => /^(k\d|u\d|nobody)$/.test(name)));
  card.classList.add(...[...note.classList].filter((name) => /^(k\d|u\d|nobody)$/.test(name)));
  card.hidden = false;
  const box = mark.getClientRects()[0];
  const left = Math.min(box.left, innerWidth - card.offsetWidth - 12);
  card.style.left = `${Math.max(8, left) + scrollX}px`;
  const above = box.top - card.offsetHeight - 8;
  card.style.top = `${(above > 0 ? above : box.bottom + 8) + scrollY}px`;
}

// The mouse may rest anywhere while the page is used by keyboard.
const held = () => document.activeElement.closest("mark") !== null;

function look(event) {
  if (event.type === "mouseover" && held() && !numberOf(event.target)) return;
  const number = numberOf(event.target) ?? event.target.closest?.("[data-note]")?.dataset.note;
  light(number);
  const mark = event.target.closest?.("mark");
  if (number && mark) show(number, mark);
  else card.hidden = true;
}
article.addEventListener("mouseover", look);
article.addEventListener("focusin", look);
article.addEventListener("mouseleave", () => {
  if (held()) return;
  light(null);
  card.hidden = true;
});
article.addEventListener("click", (event) => {
  if (event.target.closest("a, button") || String(getSelection())) return;
  const number = numberOf(event.target);
  if (number) location.hash = `s-${number}`;
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape") card.hidden = true;
});

// The words are the text under the marks, without the numbers that stand in them.
function words(number) {
  const parts = [];
  let last = null;
  for (const mark of marksOf(number)) {
    const copy = mark.cloneNode(true);
    for (const each of copy.querySelectorAll(".number")) each.remove();
    const joined = last && last.nextSibling === mark;
    if (joined) parts[parts.length - 1] += copy.textContent;
    else parts.push(copy.textContent);
    last = mark;
  }
  return parts.join(" […] ");
}

const facts = document.querySelector(".headline .facts")?.textContent.trim() ?? "";
const title = document.querySelector(".headline h1").textContent.trim();
for (const button of article.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.setAttribute("aria-label", `Copy statement ${button.dataset.copy} with its citation`);
  button.addEventListener("click", async () => {
    const note = notes.get(button.dataset.copy);
    const who = [...note.querySelectorAll(".speaker, .role")].map((part) => part.textContent.trim()).join(", ");
    const how = note.querySelector(".how").textContent.trim().replace(/\s+/g, " ");
    await navigator.clipboard.writeText(`${words(button.dataset.copy)}\n— ${who} (${how}), in “${title}”, ${facts}`);
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 1500);
  });
}
