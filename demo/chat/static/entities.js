// Telegram's text with entities as nodes. Offsets are UTF-16 units, as JavaScript counts.

import { h } from "./dom.js";
import { t } from "./texts.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

// `tapped` gets (kind, text) of what the page itself must answer: commands and links.
export function rich(text, entities, tapped) {
  const known = entities.filter((one) => one.length > 0);
  known.sort((one, other) => one.offset - other.offset || other.length - one.length);
  return build(text, known, 0, text.length, tapped);
}

function build(text, entities, start, end, tapped) {
  const parts = [];
  let at = start;
  for (let i = 0; i < entities.length; ) {
    const entity = entities[i];
    const from = Math.max(entity.offset, at);
    const until = Math.min(entity.offset + entity.length, end);
    let next = i + 1;
    while (next < entities.length && entities[next].offset < until) next += 1;
    if (until > from) {
      parts.push(text.slice(at, from));
      parts.push(wrap(entity, build(text, entities.slice(i + 1, next), from, until, tapped), text.slice(from, until), tapped));
      at = until;
    }
    i = next;
  }
  parts.push(text.slice(at, end));
  return parts.filter((part) => part !== "");
}

function wrap(entity, inner, text, tapped) {
  const tag = TAGS[entity.type];
  if (tag) return h(tag, {}, inner);
  switch (entity.type) {
    case "url":
      return link(/^[a-z]+:\/\//i.test(text) ? text : `http://${text}`, inner, tapped);
    case "text_link":
      return link(entity.url, inner, tapped);
    case "email":
      return h("a", { href: `mailto:${text}` }, inner);
    case "phone_number":
      return h("a", { href: `tel:${text.replace(/[^+\d]/g, "")}` }, inner);
    case "bot_command":
      return h("button", { type: "button", class: "inline-link command", onclick: () => tapped("command", text) }, inner);
    case "spoiler":
      return spoiler(inner);
    default:
      return h("span", { class: "mention" }, inner);
  }
}

function spoiler(inner) {
  const hidden = h("button", { type: "button", class: "spoiler", "aria-expanded": "false", "aria-label": t("spoiler") }, h("span", {}, inner));
  hidden.addEventListener("click", () => {
    hidden.setAttribute("aria-expanded", "true");
    hidden.removeAttribute("aria-label");
  });
  return hidden;
}

// Only the web opens; a link to a bot's start is opened by somebody of this page.
export function link(url, inner, tapped) {
  if (startOf(url) !== null || !/^https?:\/\//i.test(url)) {
    return h("button", { type: "button", class: "inline-link", onclick: () => tapped("link", url) }, inner);
  }
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, inner);
}

// The parameter of t.me/bot?start=…, or null for another link.
export function startOf(url) {
  const found = /^(?:https?:\/\/t\.me\/\w+|tg:\/\/resolve)\?(?:.*&)?start=([\w-]{1,64})/i.exec(url);
  return found ? found[1] : null;
}
