// The review queue: single keys, which can be turned off (WCAG 2.1.4), and selecting the right words in the text.

const review = document.querySelector("[data-review]");
const box = document.querySelector("[data-keys]");
const on = document.querySelector("[data-keys-on]");
box.hidden = false;
try {
  on.checked = localStorage.getItem("single-keys") !== "off";
  on.addEventListener("change", () => localStorage.setItem("single-keys", on.checked ? "on" : "off"));
} catch {
  // A browser that keeps nothing: the box still holds for this page.
}

addEventListener("keydown", (event) => {
  if (!on.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  const key = event.key.toLowerCase();
  const target = key === "u" ? document.querySelector("[data-undo]") : document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("input, textarea")) {
    target.focus();
    target.select?.();
  } else target.click();
});

// Code points, not UTF-16 units: an emoji counts once.
const length = (text) => [...text].length;

// The place of a boundary of the selection in the article; the numbers in the marks are no part of its text.
function place(paragraph, node, offset) {
  const range = document.createRange();
  range.setStart(paragraph, 0);
  range.setEnd(node, offset);
  const before = range.cloneContents();
  for (const each of before.querySelectorAll(".number")) each.remove();
  return Number(paragraph.dataset.start) + length(before.textContent);
}

const context = review.querySelector("[data-context]");
if (context) {
  for (const each of review.querySelectorAll("[data-scripted]")) each.hidden = false;
  const words = review.querySelector("textarea[name=words]");
  const offsets = review.querySelector("input[name=offsets]");
  const paragraphOf = (node) => (node instanceof Element ? node : node.parentElement).closest("p[data-start]");
  const take = () => {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    const first = paragraphOf(range.startContainer);
    const last = paragraphOf(range.endContainer);
    if (!first || !last || !context.contains(first) || !context.contains(last)) return;
    const start = place(first, range.startContainer, range.startOffset);
    const end = place(last, range.endContainer, range.endOffset);
    if (end <= start) return;
    offsets.value = `${start}-${end}`;
    const copy = range.cloneContents();
    for (const each of copy.querySelectorAll(".number")) each.remove();
    words.value = copy.textContent.trim();
  };
  context.addEventListener("mouseup", () => setTimeout(take));
  context.addEventListener("keyup", take);
  words.addEventListener("input", () => (offsets.value = offsets.form.elements.offsets_before.value));
}
