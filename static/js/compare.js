// Arrow keys follow the links that name them. The links work without it.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
  const key = (event.shiftKey ? "Shift+" : "") + event.key;
  const link = [...document.querySelectorAll("a[data-key]")].find((each) => each.dataset.key === key);
  if (!link) return;
  event.preventDefault();
  link.click();
});
