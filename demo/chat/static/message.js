// One message as a telephone draws it.

import { link, rich } from "./entities.js";
import { h, icon } from "./dom.js";
import { contact, document_, location_, photo, voice } from "./media.js";
import { t } from "./texts.js";
import { hour } from "./time.js";

const HUES = [174, 212, 262, 330, 18, 44, 96];

// `pane` answers taps: tapped(kind, text), press(message, button, node), menu(message), jump(id).
export function message(shown, place, pane) {
  const mine = place.mine;
  const bubble = h("div", { class: "bubble" },
    place.named ? author(shown) : null,
    shown.forward ? h("div", { class: "forwarded" }, `${t("forwarded")} `, h("bdi", {}, shown.forward)) : null,
    shown.reply ? quoted(shown.reply, pane) : null,
    media(shown, pane),
    body(shown, mine, pane));
  return h("article", {
    class: ["message", mine ? "mine" : "theirs", place.last ? "tail" : "", shown.kind === "photo" ? "pictured" : "", shown.buttons.length ? "keyed" : ""].filter(Boolean).join(" "),
    "data-id": shown.id,
    "aria-label": `${mine ? t("you") : shown.name}, ${hour(shown.date)}${shown.edited ? `, ${t("edited")}` : ""}`,
  },
    h("div", { class: "column" },
      h("div", { class: "bubble-line" }, bubble, menuButton(shown, pane)),
      shown.buttons.length ? keyboard(shown, pane) : null,
      shown.reactions.length ? h("div", { class: "reactions" }, shown.reactions.map((one) => h("span", {}, one))) : null));
}

function author(shown) {
  const name = h("bdi", { class: "author" }, shown.name);
  name.style.setProperty("--hue", HUES[Math.abs(shown.from) % HUES.length]);
  return h("div", {}, name);
}

function quoted(reply, pane) {
  return h("button", { type: "button", class: "quoted", onclick: () => pane.jump(reply.id) },
    h("strong", { dir: "auto" }, reply.name), h("span", { dir: "auto" }, reply.text || t("photo")));
}

function body(shown, mine, pane) {
  const meta = h("span", { class: "meta" },
    shown.edited ? h("span", {}, t("edited"), " ") : null,
    h("time", { datetime: new Date(shown.date * 1000).toISOString() }, hour(shown.date)),
    mine ? h("span", { class: "ticks" }) : null);
  if (!shown.text) return h("div", { class: "text bare" }, meta);
  return h("div", { class: "text" }, h("div", { class: "words", dir: "auto" }, rich(shown.text, shown.entities, pane.tapped)), meta);
}

function media(shown, pane) {
  if (shown.photo) return photo(shown);
  if (shown.document) return document_(shown.document);
  if (shown.voice) return voice(shown.voice);
  if (shown.contact) return contact(shown.contact);
  if (shown.location) return location_(shown.location);
  return shown.kind === "text" ? null : h("div", { class: "unknown" }, t("unknown"), h("code", {}, ` ${shown.kind}`));
}

function menuButton(shown, pane) {
  return h("button", { type: "button", class: "message-menu", "aria-label": t("message-menu"), onclick: () => pane.menu(shown) }, icon("more"));
}

function keyboard(shown, pane) {
  return h("div", { class: "inline-keyboard" }, shown.buttons.map((row) => h("div", { class: "keys-row" }, row.map((button) => key(shown, button, pane)))));
}

function key(shown, button, pane) {
  if (button.url) {
    const node = link(button.url, [h("span", { dir: "auto" }, button.text), h("span", { class: "corner", "aria-hidden": "true" }, "↗")], pane.tapped);
    node.className = "key";
    return node;
  }
  return h("button", { type: "button", class: "key", onclick: (event) => pane.press(shown, button, event.currentTarget) }, h("span", { dir: "auto" }, button.text));
}

// One tick: said; two: the bot has taken it.
export function tick(node, taken) {
  const ticks = node.querySelector(".ticks");
  const words = taken ? t("sent") : t("waiting");
  if (!ticks || ticks.dataset.words === words) return;
  ticks.dataset.words = words;
  ticks.replaceChildren(h("span", { "aria-hidden": "true" }, taken ? "✓✓" : "✓"), h("span", { class: "unseen" }, words));
}
