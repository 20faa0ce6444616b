// Checks the signed slip of a QR code without a network. Mirrors ocop/documents/slips.py.
// The page gives the published key and all words; the list of void certificates is kept from the last time online.
"use strict";

(() => {
  const page = document.querySelector("[data-offline]");
  if (!page) return;
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", SIGNATURE = 64, FORM = 1, DAY = 86_400_000;
  const FIRST_DAY = Date.UTC(2018, 0, 1), STALE = 7 * DAY;
  const say = (name) => page.dataset[name];
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

  function bytesOf(text) {
    const out = [];
    let held = 0, bits = 0;
    for (const letter of text) {
      const value = LETTERS.indexOf(letter);
      if (value < 0) throw new Error("letter");
      held = (held << 5) | value;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        out.push((held >> bits) & 255);
        held &= (1 << bits) - 1;
      }
    }
    return new Uint8Array(out);
  }

  async function isSigned(said, signature) {
    const key = await crypto.subtle.importKey("jwk", JSON.parse(say("key")), algorithm, false, ["verify"]);
    return crypto.subtle.verify(algorithm, key, signature, said);
  }

  async function readSlip(text) {
    const content = bytesOf(text), said = content.slice(0, -SIGNATURE);
    if (content.length <= SIGNATURE + 14 || said[0] !== FORM) throw new Error("form");
    if (!(await isSigned(said, content.slice(-SIGNATURE)))) throw new Error("signature");
    const words = new TextDecoder().decode(said.slice(14)).split("\t");
    const day = (at) => new Date(FIRST_DAY + (said[at] * 256 + said[at + 1]) * DAY);
    return {
      code: new TextDecoder().decode(said.slice(1, 9)), stars: said[9],
      from: day(10), until: day(12), number: words[0], name: words[1],
    };
  }

  async function voidList() {
    const answer = await fetch(say("list"));
    const list = await answer.json();
    const said = new TextEncoder().encode(`${list.at}|${list.codes.join(",")}|${list.longer.join(",")}`);
    const signature = Uint8Array.from(atob(list.signature), (letter) => letter.charCodeAt(0));
    if (!(await isSigned(said, signature))) throw new Error("list");
    const longer = new Map(list.longer.map((one) => one.split(":")).map(([code, last]) => [code, new Date(last)]));
    return { at: new Date(list.at), codes: new Set(list.codes), longer };
  }

  const two = (number) => String(number).padStart(2, "0");
  const dmy = (day) => `${two(day.getUTCDate())}/${two(day.getUTCMonth() + 1)}/${day.getUTCFullYear()}`;
  const inHanoi = (moment) => new Date(moment.getTime() + 7 * 3_600_000);

  function show(tone, verdict, sentence, facts = []) {
    const box = page.querySelector("[data-verdict]"), list = page.querySelector("dl");
    box.className = `verdict ${tone}`;
    box.hidden = false;
    box.querySelector("h2").textContent = verdict;
    box.querySelector("p").textContent = sentence;
    list.replaceChildren(...facts.map(([label, text]) => {
      const row = document.createElement("div"), term = document.createElement("dt"), value = document.createElement("dd");
      term.textContent = label;
      value.textContent = text;
      row.append(term, value);
      return row;
    }));
    page.querySelector("[data-facts]").hidden = !facts.length;
  }

  function verdictOf(slip, list) {
    const today = inHanoi(new Date()).setUTCHours(0, 0, 0, 0);
    if (list && list.codes.has(slip.code)) return ["void", say("void"), say("voidWhy")];
    const longer = list?.longer.get(slip.code);
    if (today > slip.until.getTime() && longer && today <= longer.getTime()) return ["ok", say("valid"), `${say("longerWhy")} ${dmy(longer)}.`];
    if (today > slip.until.getTime()) return ["out", say("expired"), `${say("expiredWhy")} ${dmy(slip.until)}. ${say("expiredThen")}`];
    if (today < slip.from.getTime()) return ["out", say("early"), `${say("earlyWhy")} ${dmy(slip.from)}.`];
    return ["ok", say("valid"), `${say("validWhy")} ${dmy(slip.until)}.`];
  }

  async function check(text) {
    const written = text.trim().split("#").pop().toUpperCase().replace(/[^A-Z2-7]/g, "");
    if (!written) return;
    let slip, list = null;
    try {
      slip = await readSlip(written);
    } catch {
      show("void", say("false"), say("falseWhy"));
      return;
    }
    try {
      list = await voidList();
    } catch {
      list = null;
    }
    const [tone, verdict, sentence] = verdictOf(slip, list);
    const kept = list ? `${dmy(inHanoi(list.at))}${new Date() - list.at > STALE ? `. ${say("stale")}` : ""}` : say("noList");
    show(tone, verdict, sentence, [
      [say("product"), slip.name],
      [say("rank"), `${slip.stars} ${say("stars")}`],
      [say("number"), slip.number],
      [say("term"), `${dmy(slip.from)} – ${dmy(slip.until)}`],
      [say("code"), `${slip.code.slice(0, 4)}-${slip.code.slice(4)}`],
      [say("listOf"), kept],
    ]);
  }

  async function keep() {
    const told = document.getElementById("kept");
    if (!("serviceWorker" in navigator)) {
      told.textContent = say("cannotKeep");
      return;
    }
    await navigator.serviceWorker.register(say("worker"), { scope: say("scope") });
    await navigator.serviceWorker.ready;
    told.textContent = say("kept");
  }

  page.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    check(page.querySelector("textarea").value);
  });
  window.addEventListener("hashchange", () => check(location.hash));
  check(location.hash);
  keep().catch(() => { document.getElementById("kept").textContent = say("cannotKeep"); });
})();
