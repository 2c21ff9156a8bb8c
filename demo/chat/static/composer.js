// The field under a chat: writing, replying, editing one's own, attaching, speaking.

import { h, icon, iconButton } from "./dom.js";
import { attach, pasted } from "./attach.js";
import { choices } from "./dialog.js";
import { Recorder } from "./recorder.js";
import { t } from "./texts.js";

const LONGEST = 4096;

export class Composer {
  // `pane` gives who, act(name, body), chat, toast(words), lastOwn().
  constructor(pane, keyboard) {
    this.pane = pane;
    this.keyboard = keyboard;
    this.target = null; // {kind: "edit" | "reply", message}
    this.field = h("textarea", { rows: "1", oninput: () => this.fit(), onkeydown: (event) => this.key(event), onpaste: (event) => pasted(event, pane) });
    this.banner = h("div", { class: "banner", hidden: true });
    this.menu = iconButton("menu", "", () => this.commands());
    this.keys = iconButton("keys", "", () => { keyboard.fold(); this.update(); });
    this.clip = iconButton("clip", "", () => attach(pane));
    this.send = iconButton("send", "", () => this.say(), { class: "round send" });
    let width = 0;
    new ResizeObserver(() => {
      if (this.field.clientWidth === width) return;
      width = this.field.clientWidth;
      this.fit();
    }).observe(this.field);
    this.recorder = new Recorder(pane, this);
    this.row = h("div", { class: "compose-row" }, this.menu, h("div", { class: "field" }, this.field, this.keys, this.clip), this.recorder.button, this.send);
    this.as = h("label", { class: "send-as", hidden: true });
    this.node = h("div", { class: "composer" }, this.as, this.banner, this.row, this.recorder.node);
  }

  update() {
    const names = [[this.menu, "commands"], [this.clip, "attach"], [this.send, this.target?.kind === "edit" ? "save" : "send"]];
    for (const [button, key] of names) button.title = t(key), button.setAttribute("aria-label", t(key));
    this.field.placeholder = this.pane.chat?.keyboard?.input_field_placeholder || t("write");
    this.field.setAttribute("aria-label", `${t("write")}: ${this.pane.name}`);
    this.menu.hidden = !this.pane.chat?.commands.length;
    this.keys.hidden = !this.keyboard.there;
    const folding = t(this.keyboard.folded ? "keys" : "keys-fold");
    this.keys.title = folding;
    this.keys.setAttribute("aria-label", folding);
    this.keys.setAttribute("aria-expanded", String(!this.keyboard.folded));
    this.recorder.update();
    this.drawBanner();
    this.fit();
  }

  fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 160)}px`;
    const writing = this.field.value.trim() !== "" || this.target?.kind === "edit";
    this.send.hidden = !writing;
    this.recorder.button.hidden = writing;
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.say();
    } else if (event.key === "ArrowUp" && this.field.value === "" && !this.target) {
      const own = this.pane.lastOwn();
      if (!own) return;
      event.preventDefault();
      this.edit(own);
    } else if (event.key === "Escape" && this.target) {
      event.preventDefault();
      event.stopPropagation();
      this.drop();
    }
  }

  async say() {
    const text = this.field.value.trim();
    if (!text) return;
    const { target } = this;
    this.drop();
    if (target?.kind === "edit") {
      if (text !== target.message.text) await this.pane.act("edit", { message_id: target.message.id, text });
      return;
    }
    for (const part of parts(text)) {
      await this.pane.act("send", target ? { text: part, reply_to: target.message.id } : { text: part });
    }
  }

  edit(message) {
    this.target = { kind: "edit", message };
    this.field.value = message.text;
    this.update();
    this.focus();
    this.field.setSelectionRange(message.text.length, message.text.length);
  }

  reply(message) {
    this.target = { kind: "reply", message };
    this.update();
    this.focus();
  }

  insert(text) {
    this.field.value = text;
    this.fit();
    this.focus();
  }

  drop() {
    this.target = null;
    this.field.value = "";
    this.update();
  }

  drawBanner() {
    this.banner.hidden = !this.target;
    if (!this.target) return;
    const { kind, message } = this.target;
    this.banner.replaceChildren(icon(kind === "edit" ? "edit" : "reply"),
      h("span", { class: "banner-text" }, h("strong", {}, kind === "edit" ? t("editing") : `${t("reply-to")}: ${message.name}`), h("span", { dir: "auto" }, message.text.slice(0, 120) || t("photo"))),
      iconButton("close", t("cancel"), () => { this.drop(); this.focus(); }));
  }

  commands() {
    choices(t("commands"), this.pane.chat.commands.map((one) => ({ label: `/${one.command}`, note: one.description, act: () => this.pane.act("send", { text: `/${one.command}` }) })));
  }
}

// A telephone cuts what is longer than Telegram takes; never inside a character.
function parts(text) {
  const found = [];
  let rest = text;
  while (rest.length > LONGEST) {
    let cut = rest.lastIndexOf("\n", LONGEST);
    if (cut < LONGEST / 2) cut = /[\uD800-\uDBFF]/.test(rest[LONGEST - 1]) ? LONGEST - 1 : LONGEST;
    found.push(rest.slice(0, cut));
    rest = rest.slice(cut).trimStart();
  }
  return [...found, rest];
}
