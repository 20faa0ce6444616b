// Improves pages that already work without it. No library, no inline code.
"use strict";

// A page that came back with errors starts at the list of errors.
document.querySelector("[data-focus]")?.focus();
document.addEventListener("htmx:afterSwap", (event) => event.detail.elt.querySelector?.("[data-focus]")?.focus());

// A part that is fetched anew takes the focus with it: what held it is found again by its address and name.
// What has an id, htmx finds by itself.
let held = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  const focused = document.activeElement;
  held = focused && !focused.id && event.detail.target.contains(focused) ? focused : null;
});
document.addEventListener("htmx:afterSettle", () => {
  if (!held || held.isConnected || document.activeElement !== document.body) return;
  const same = (twin) => ["href", "aria-label"].every((name) => twin.getAttribute(name) === held.getAttribute(name));
  [...document.querySelectorAll(`main ${held.tagName}`)].find(same)?.focus({ preventScroll: true });
  held = null;
});

// On a narrow screen a row of pills is wider than its place: the chosen one is in sight.
for (const chosen of document.querySelectorAll(".pills [aria-current]")) {
  const row = chosen.closest(".pills"), at = row.getBoundingClientRect(), pill = chosen.getBoundingClientRect();
  row.scrollLeft += pill.left - at.left - (at.width - pill.width) / 2;
}

// A link of the error list moves the focus into its field, not only the view.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a");
  const field = link && document.getElementById(link.hash.slice(1));
  if (field) {
    event.preventDefault();
    field.focus();
    field.scrollIntoView({ block: "center" });
  }
});

// One press, one request: the server would answer a second press kindly, this spares it the way.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  window.setTimeout(() => delete form.dataset.sent, 8000);
});
window.addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));

// Long text is not lost by a slip: the browser asks before the page is left.
let unsent = false;
document.addEventListener("input", (event) => { unsent ||= event.target.matches("form[method=post] textarea"); });
document.addEventListener("submit", () => { unsent = false; });
document.addEventListener("htmx:afterRequest", (event) => { unsent &&= event.detail.requestConfig.verb === "get"; });
window.addEventListener("beforeunload", (event) => { if (unsent) event.preventDefault(); });

// Printing is the browser's; the button that asks for it is of use only with script.
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
