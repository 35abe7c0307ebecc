// What scripts add to every page: dropping files, and progress without reloading. All of it works without.

for (const form of document.querySelectorAll("[data-drop]")) {
  const files = form.querySelector("input[type=file]");
  const over = (event) => {
    event.preventDefault();
    form.classList.add("dropping");
  };
  form.addEventListener("dragenter", over);
  form.addEventListener("dragover", over);
  form.addEventListener("dragleave", () => form.classList.remove("dropping"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("dropping");
    if (event.dataTransfer.files.length) {
      files.files = event.dataTransfer.files;
      form.requestSubmit();
      return;
    }
    const text = event.dataTransfer.getData("text/plain");
    if (text) form.querySelector("textarea").value = text;
  });
}

const job = document.querySelector("[data-job]");
if (job) {
  const state = job.querySelector("[data-state]");
  const words = { waiting: "Waiting for its turn", opening: "Opening it" };
  const look = async () => {
    const answer = await fetch(`/api/readings/${encodeURIComponent(job.dataset.job)}?whole=false`).catch(() => null);
    const progress = answer && answer.ok ? await answer.json() : null;
    if (!progress || progress.state === "done" || progress.state === "failed") {
      location.reload();
      return;
    }
    state.textContent = words[progress.state] ?? `Reading ${progress.words} words`;
    setTimeout(look, 400);
  };
  setTimeout(look, 400);
}
if (document.querySelector("[data-waiting]")) setTimeout(() => location.reload(), 1500);
