// The editor of an estimate by keyboard. The page works without it.
"use strict";

const editor = document.querySelector("[data-editor]");
const rows = () => [...editor.querySelectorAll("[data-row]")].filter((row) => row.checkVisibility());

// Arrows go from line to line, + opens a new line below the one that has the focus.
editor?.addEventListener("keydown", (event) => {
  const at = rows().indexOf(document.activeElement);
  if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    rows()[at + step]?.focus();
  } else if (event.key === "+") {
    event.preventDefault();
    const key = document.activeElement.closest("tr").id.slice(1);
    const fresh = document.querySelector("[data-key-new]");
    window.location.assign(`${fresh.pathname}?sau=${key}#id_content`);
  }
});

// Addresses lead to the field of an open line, or to the link of the line that was written; without such an
// address the first of them has the focus, so that the keys work at once.
if (editor && !window.location.hash && !document.querySelector("[data-focus]")) {
  (document.getElementById("id_content") ?? rows()[0])?.focus({ preventScroll: true });
}
