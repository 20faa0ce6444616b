// The editor of an estimate by keyboard, and what a line comes to while it is typed. Every page works without it.
"use strict";

const editor = document.querySelector("[data-editor]");
const rows = () => [...editor.querySelectorAll("[data-row]")];

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

// What the numbers come to. The server counts anew, and refuses what this only leaves blank.
const sum = document.querySelector("[data-amount]");
const says = document.querySelector("[data-amount-says]");
const whole = (text) => (/^\d{1,3}(\.\d{3})*$|^\d+$/.test(text) ? Number(text.replaceAll(".", "")) : NaN);
const decimal = (text) => Number(text.trim().replace(/\.(?=\d{3}(\D|$))/g, "").replace(",", ".") || NaN);
function count() {
  const form = sum.closest("form");
  const value = (name) => form.elements[name].value.trim();
  const price = whole(value("price_vnd")), lump = whole(value("lump_vnd"));
  const units = decimal(value("quantity")) * (value("times") ? decimal(value("times")) : 1);
  const dotted = (number) => Math.round(number).toLocaleString("vi-VN");
  if (price && units) says.textContent = `= ${dotted(price * units)} đồng`;
  else if (lump && units) says.textContent = `≈ ${dotted(lump / units)} đồng cho mỗi ${value("quantity_unit") || "đơn vị"}${value("times") ? `, mỗi ${value("times_unit") || "lần"}` : ""}`;
  else says.textContent = lump ? `= ${dotted(lump)} đồng` : "";
}
if (sum && says) {
  sum.closest("form").addEventListener("input", count);
  count();
}

// An amount beyond what is left is told while it is typed; the server refuses it.
const limited = document.querySelector("[data-most]");
const warns = document.querySelector("[data-most-says]");
if (limited && warns) {
  limited.addEventListener("input", () => {
    const over = whole(limited.value.trim()) - Number(limited.dataset.most);
    warns.textContent = over > 0 ? `${warns.dataset.words}: ${over.toLocaleString("vi-VN")} đồng` : "";
  });
}
