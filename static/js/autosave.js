// Keeps what is typed into a long form before it is sent: some seconds after each change, and when the page is left.
"use strict";

(() => {
  const QUIET = 3000; // after the last key
  const RETRY = 5000; // without a network

  for (const form of document.querySelectorAll("form[data-autosave]")) {
    const status = form.querySelector("[data-autosave-status]");
    const say = (text) => { status.textContent = text; };
    let timer = null;
    let changed = false;

    const typed = () => {
      const data = new FormData(form);
      for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
      return data;
    };

    const keep = async () => {
      timer = null;
      if (!changed) return;
      changed = false;
      try {
        const answer = await fetch(form.dataset.autosave, { method: "POST", body: typed(), credentials: "same-origin" });
        const { kept, signed_in: signedIn, sent } = await answer.json();
        if (sent) say("");
        else if (!kept) say(status.dataset.failed);
        else say(signedIn ? `${status.dataset.kept} ${kept}` : status.dataset.signedOut);
        if (kept) unsent = false;
      } catch {
        changed = true;
        say(status.dataset.offline);
        timer ??= window.setTimeout(keep, RETRY);
      }
    };

    const soon = () => {
      changed = true;
      window.clearTimeout(timer);
      timer = window.setTimeout(keep, QUIET);
    };

    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("focusin", (event) => { if (event.target.id) form.elements.draft_at.value = event.target.id; });
    form.addEventListener("submit", () => { window.clearTimeout(timer); changed = false; });
    window.addEventListener("online", keep);
    window.addEventListener("pagehide", () => {
      if (changed) navigator.sendBeacon(form.dataset.autosave, typed());
    });
  }

  // Back from signing in: the text is there again, and so is the place.
  const field = location.hash && document.getElementById(location.hash.slice(1));
  if (field?.form?.matches("[data-autosave]")) field.focus();
})();
