// The messages of a chat, kept in step with the news without losing the focus or the place.

import { focusable, h, iconButton, rove } from "./dom.js";
import { message, tick } from "./message.js";
import { state, wantMore } from "./state.js";
import { spoken, t } from "./texts.js";
import { dayKey, longDay } from "./time.js";

const NEAR = 90;

export class Messages {
  constructor(pane, seen) {
    this.pane = pane;
    this.seen = seen; // called when the newest messages are before the reader's eyes
    this.nodes = new Map();
    this.earlier = h("button", { type: "button", class: "earlier", onclick: () => { wantMore(pane.id); pane.refresh(); } });
    this.list = h("div", { class: "messages-list" });
    this.node = h("div", { class: "messages", role: "log", "aria-live": "off", tabindex: "0" }, this.earlier, this.list);
    this.down = iconButton("down", t("newest"), () => this.toEnd(), { class: "round to-end", hidden: true });
    this.settle = rove(this.node, (all) => all.filter((one) => one.matches(".key")).at(-1) ?? all.at(-1));
    this.node.addEventListener("scroll", () => this.scrolled(), { passive: true });
    new ResizeObserver(() => this.stuck && this.toEnd()).observe(this.node);
    new ResizeObserver(() => this.stuck && this.toEnd()).observe(this.list);
    this.stuck = true;
    this.top = 0;
  }

  get atEnd() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < NEAR;
  }

  toEnd() {
    this.node.scrollTop = this.node.scrollHeight;
    this.stuck = true;
  }

  // Only the reader's own scrolling lets go of the end: a keyboard that came, or a picture, does not.
  scrolled() {
    const up = this.node.scrollTop < this.top - 4;
    this.top = this.node.scrollTop;
    if (this.atEnd) this.stuck = true;
    else if (up) this.stuck = false;
    this.down.hidden = this.stuck;
    if (this.stuck) this.seen();
  }

  update(chat, mine, group) {
    this.node.setAttribute("aria-label", t("messages"));
    this.earlier.hidden = !chat.more;
    this.earlier.textContent = t("earlier");
    const newest = chat.messages.at(-1);
    const said = newest && newest.id !== this.newest && newest.from === mine && this.newest !== undefined;
    this.newest = newest?.id ?? 0;
    this.lay(this.items(chat, mine, group));
    for (const one of chat.messages) {
      if (one.from === mine) tick(this.nodes.get(one.id).node, !state.waiting.has(`${chat.id}:${one.id}`));
    }
    this.settle();
    if (said || this.stuck) this.toEnd();
    this.scrolled();
  }

  items(chat, mine, group) {
    if (!chat.messages.length) return [{ key: "empty", sign: spoken(), make: () => h("p", { class: "day empty" }, t("empty")) }];
    const items = [];
    let date = "";
    chat.messages.forEach((one, i) => {
      if (dayKey(one.date) !== date) {
        date = dayKey(one.date);
        const words = longDay(one.date);
        items.push({ key: `day ${date}`, sign: words, make: () => h("h3", { class: "day" }, words) });
      }
      const before = chat.messages[i - 1];
      const next = chat.messages[i + 1];
      const run = (other) => other && other.from === one.from && dayKey(other.date) === date;
      const place = { mine: one.from === mine, last: !run(next), named: group && one.from !== mine && !run(before) };
      items.push({ key: one.id, sign: JSON.stringify([one, place, spoken()]), make: () => message(one, place, this.pane) });
    });
    return items;
  }

  // Keep the nodes that say the same, replace those that changed, drop those that are gone.
  lay(items) {
    const keys = new Set(items.map((item) => item.key));
    for (const [key, { node }] of this.nodes) {
      if (!keys.has(key)) { node.remove(); this.nodes.delete(key); }
    }
    items.forEach((item, i) => {
      let kept = this.nodes.get(item.key);
      if (!kept || kept.sign !== item.sign) {
        const made = item.make();
        if (kept) this.replace(kept.node, made);
        kept = { node: made, sign: item.sign };
        this.nodes.set(item.key, kept);
      }
      if (this.list.children[i] !== kept.node) this.list.insertBefore(kept.node, this.list.children[i] ?? null);
    });
  }

  // Whoever stood on a button of the message stands on the button of the same place.
  replace(old, made) {
    const at = old.contains(document.activeElement) ? focusable(old).indexOf(document.activeElement) : -1;
    old.replaceWith(made);
    if (at < 0) return;
    const stops = focusable(made).filter((one) => one.matches(".key"));
    (focusable(made)[at] ?? stops[0] ?? this.node).focus({ preventScroll: true });
  }
}
