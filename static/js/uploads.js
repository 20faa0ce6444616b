// Sends each file as soon as it is chosen, one request at a time. Each file keeps its key, so that a file sent
// again after a lost answer is still one paper. Files wait while there is no network or nobody is signed in;
// one press sends all that wait. Without this script the form sends all files together.
"use strict";

for (const place of document.querySelectorAll("[data-uploads]")) {
  const form = place.querySelector("form"), input = form.querySelector("input[type=file]");
  const list = place.querySelector("[data-list]"), pattern = place.querySelector("[data-row]");
  const words = place.dataset, queue = [], tasks = [];
  let busy = false;
  form.querySelector("[type=submit]").hidden = true;

  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const show = (task, state, { problem = "", again = false, door = false, part = null } = {}) => {
    task.state = state;
    task.row.querySelector("[data-state]").textContent = words[state];
    const why = task.row.querySelector("[data-problem]"), bar = task.row.querySelector("progress");
    why.textContent = problem;
    why.hidden = !problem;
    bar.hidden = part === null;
    bar.value = part ?? 0;
    task.row.querySelector("button").hidden = !again;
    task.row.querySelector("[data-door]").hidden = !door;
  };

  const add = (file) => {
    const row = pattern.content.firstElementChild.cloneNode(true);
    const task = { file, row, key: newKey(), tries: 0 };
    row.querySelector("[data-name]").textContent = file.name;
    const again = row.querySelector("button");
    again.textContent = words.again;
    again.addEventListener("click", resume);
    tasks.push(task);
    list.append(row);
    list.hidden = false;
    if (file.size > Number(words.max)) return show(task, "refused", { problem: words.large });
    task.fields = new FormData(form);
    task.fields.delete(input.name);
    task.fields.set("form_key", task.key);
    task.fields.append(input.name, file);
    wait(task);
  };

  const wait = (task) => { show(task, "waiting"); queue.push(task); };

  const waits = (task) => task.state === "waiting" && !queue.includes(task);

  // Everything that waits is sent again; whoever signed in meanwhile has another token.
  const resume = async () => {
    const token = (await fresh())?.querySelector("[data-uploads] [name=csrfmiddlewaretoken]");
    if (token) form.elements.csrfmiddlewaretoken.value = token.value;
    for (const task of tasks.filter(waits)) { task.tries = 0; wait(task); }
    next();
  };

  const lost = (task) => {
    task.tries += 1;
    show(task, "waiting", { problem: words.lost, again: true });
    if (task.tries < 4) window.setTimeout(() => {
      if (!waits(task)) return;
      queue.push(task);
      next();
    }, 2000 * task.tries);
  };

  const answered = (task, request) => {
    let answer = null;
    try { answer = JSON.parse(request.responseText); } catch { answer = null; }
    if (answer?.said) return show(task, "taken");
    if (answer?.problem) return show(task, "refused", { problem: answer.problem });
    if (request.status === 413) return show(task, "refused", { problem: words.large });
    if (request.status >= 500 || request.status === 0) return lost(task);
    show(task, "waiting", { problem: words.signedOut, again: true, door: true });
  };

  const next = () => {
    if (busy || !queue.length) return;
    busy = true;
    const task = queue.shift(), request = new XMLHttpRequest();
    show(task, "sending", { part: 0 });
    task.fields.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) show(task, "sending", { part: Math.round(100 * event.loaded / event.total) });
    });
    request.addEventListener("load", () => answered(task, request));
    for (const end of ["error", "abort", "timeout"]) request.addEventListener(end, () => lost(task));
    request.addEventListener("loadend", () => { busy = false; queue.length ? next() : renew(); });
    request.timeout = 10 * 60 * 1000;
    request.send(task.fields);
  };

  // The page as it is now; null without a network.
  const fresh = async () => {
    const answer = await fetch(window.location.href).catch(() => null);
    return answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  };

  // What the page says of the files that were taken, and of the room that is left.
  const renew = async () => {
    const page = await fresh();
    for (const part of document.querySelectorAll("[data-fresh]")) {
      const now = page?.getElementById(part.id);
      if (now) part.replaceWith(document.adoptNode(now));
    }
  };

  input.addEventListener("change", () => {
    [...input.files].forEach(add);
    input.value = "";
    next();
  });

  window.addEventListener("online", resume);
  window.addEventListener("beforeunload", (event) => {
    if (busy || tasks.some((task) => task.state === "waiting")) event.preventDefault();
  });
}
