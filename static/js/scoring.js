// The score sheet: every tick is sent at once, one after the other, and waits in the browser while the line is lost.
// A tick carries a key of its own, so that the server takes it once however often it arrives, and what it replaces,
// so that it is refused where another page changed the same criterion meanwhile.
"use strict";

(() => {
  const form = document.querySelector("form[data-queue]");
  if (!form) return;
  const STORE = `ticks:${form.dataset.queue}`;
  const PAUSES = [1000, 2000, 4000, 8000]; // after the first, second … failure
  const PATIENCE = 20000; // for one answer
  const REFUSED = new Set([404, 422]);
  const words = document.getElementById("queue-words").dataset;

  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(STORE)) ?? [];
    } catch {
      return [];
    }
  };
  const queue = kept();
  // What the server has of each criterion once all that waits has arrived.
  const seen = new Map();
  for (const input of form.querySelectorAll("[data-tick] :is(input[type=radio], textarea)")) {
    if (input.type !== "radio") seen.set(input.name, input.defaultValue);
    else if (input.defaultChecked) seen.set(input.name, input.value);
    else if (!seen.has(input.name)) seen.set(input.name, "");
  }
  let sending = false;
  let failures = 0;
  let stopped = ""; // words that say why nothing is sent any more
  let refusal = "";
  let timer = null;
  let pressed = null; // the button that waits for the queue to be empty

  const keep = () => {
    try {
      if (queue.length) localStorage.setItem(STORE, JSON.stringify(queue));
      else localStorage.removeItem(STORE);
    } catch { /* a full or closed store: the ticks still wait on this page */ }
  };

  const newKey = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  };

  // The count stands in the bar that stays on the screen; the bar is swapped with each answer.
  const show = () => {
    const place = document.getElementById("unsent");
    if (!place) return;
    const waiting = queue.length ? words.some.replace("{n}", queue.length) : "";
    const said = document.querySelector("[data-refusal]"); // the bar of the last answer says it itself
    const why = (said ? "" : refusal) || stopped || (failures ? words.offline : "");
    place.textContent = [waiting, why].filter(Boolean).join(" ");
    place.className = why ? "tag tag-bad" : queue.length ? "tag tag-wait" : "soft small";
    place.dataset.count = queue.length;
    const saved = place.parentElement.querySelector(".saved"); // would say the contrary
    if (saved) saved.hidden = Boolean(queue.length || why);
  };

  // Another page was faster: its choice is shown, typed words stay; whoever changes either now has seen the other.
  const take = (name, value) => {
    seen.set(name, value);
    for (const radio of form.querySelectorAll(`input[type=radio][name="${CSS.escape(name)}"]`)) radio.checked = radio.value === value;
  };

  // The answer holds what the tick has changed: the bar, the version, the sums of the sections, the status.
  const swap = (html) => {
    const answer = document.createElement("template");
    answer.innerHTML = html;
    const said = answer.content.querySelector("[data-refusal]")?.textContent.trim() ?? "";
    for (const part of answer.content.querySelectorAll("[data-kept]")) take(part.dataset.kept, part.value);
    for (const part of [...answer.content.children]) document.getElementById(part.id)?.replaceWith(part);
    return said;
  };

  const send = async () => {
    window.clearTimeout(timer);
    if (sending || stopped) return;
    sending = true;
    while (queue.length && !stopped) {
      const [tick] = queue;
      const body = new URLSearchParams({ ...tick.values, form_key: tick.key, version: form.elements.version.value, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
      tick.tried = true;
      keep();
      let answer;
      let html;
      try {
        answer = await fetch(tick.url, { method: "POST", body, headers: { "HX-Request": "true" }, credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
        html = await answer.text();
      } catch {
        answer = null;
      }
      if (answer?.type === "opaqueredirect" || answer?.status === 403) {
        stopped = words.signin;
        break;
      }
      if (!answer || (!answer.ok && !REFUSED.has(answer.status))) {
        failures += 1;
        timer = window.setTimeout(send, PAUSES[Math.min(failures, PAUSES.length) - 1]);
        break;
      }
      failures = 0;
      queue.shift();
      keep();
      const said = swap(html);
      if (!answer.ok) refusal = said || words.refused;
      show();
    }
    sending = false;
    show();
    if (!queue.length && pressed && !refusal) {
      const button = pressed;
      pressed = null;
      form.requestSubmit(button);
    }
  };

  const tick = (group, { name, value }) => {
    // What waits for the same criterion and was never sent is overtaken; what was sent may have arrived.
    const before = queue.findIndex((entry) => entry.url === group.dataset.tick && !entry.tried);
    const overtaken = before >= 0 ? queue.splice(before, 1)[0].values : {};
    const values = { [`was-${name}`]: seen.get(name) ?? "", ...overtaken, [name]: value };
    seen.set(name, value);
    queue.push({ key: newKey(), url: group.dataset.tick, values });
    refusal = "";
    keep();
    show();
    send();
  };

  form.addEventListener("change", (event) => {
    const group = event.target.closest("[data-tick]");
    if (group) tick(group, event.target);
  });

  // The whole form is sent when nothing waits any more, so that an old tick never comes after it.
  form.addEventListener("submit", (event) => {
    if (!queue.length) return;
    event.preventDefault();
    event.stopPropagation();
    pressed = event.submitter;
    failures = 0;
    show();
    send();
  });

  // Keys work inside a criterion: digits choose a level, 0 none of them, j and k go to the next and the one before.
  const groups = [...form.querySelectorAll("[data-tick]")];
  form.addEventListener("keydown", (event) => {
    const group = event.target.closest("[data-tick]");
    if (!group || event.target.matches("textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { j: 1, k: -1 }[event.key];
    const radios = [...group.querySelectorAll("input[type=radio]")];
    if (step) {
      const next = groups[groups.indexOf(group) + step];
      const target = next?.querySelector("input:checked") ?? next?.querySelector("input[type=radio]");
      target?.focus({ preventScroll: true });
      next?.scrollIntoView({ block: "center" });
    } else if (/^[0-9]$/.test(event.key)) {
      const radio = event.key === "0" ? radios.at(-1) : radios.slice(0, -1)[Number(event.key) - 1];
      if (!radio) return;
      radio.focus({ preventScroll: true });
      if (!radio.checked) radio.click();
    } else return;
    event.preventDefault();
  });

  // What waited when the page was left stands on it again, and goes on its way.
  for (const entry of queue) {
    for (const [name, value] of Object.entries(entry.values)) {
      if (seen.has(name)) seen.set(name, value);
      for (const input of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (input.type === "radio") input.checked = input.value === value;
        else input.value = value;
      }
    }
  }
  window.addEventListener("online", () => { failures = 0; send(); });
  show();
  send();
})();
