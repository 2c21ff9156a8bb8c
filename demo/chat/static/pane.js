// One telephone: whose it is, the chat, the keyboard, the field.

import { dropped, place, shareContact } from "./attach.js";
import { choices, form, sheet, tell } from "./dialog.js";
import { Composer } from "./composer.js";
import { clockPanel } from "./clock.js";
import { h, icon, iconButton } from "./dom.js";
import { startOf } from "./entities.js";
import { post } from "./api.js";
import { Messages } from "./messages.js";
import { ReplyKeyboard } from "./keyboards.js";
import { avatar, lineOf, linkOpeners } from "./people.js";
import { act, hide, narrow, person, show, state } from "./state.js";
import { known, t } from "./texts.js";

const TYPING_LASTS = 6000;
const TOAST_LASTS = 5000;

export class Pane {
  constructor(id, refresh) {
    this.id = id;
    this.refresh = refresh;
    this.taps = new Map(); // taps of this window that wait for their answer
    this.speaker = null; // who writes, in a group
    this.tapped = (kind, text) => this.answer(kind, text);
    this.keyboard = new ReplyKeyboard((button) => this.pressKey(button));
    this.messages = new Messages(this, () => this.read());
    this.composer = new Composer(this, this.keyboard);
    this.back = iconButton("back", "", () => this.leave(), { class: "round back" });
    this.more = iconButton("more", "", () => this.menu_());
    this.who_ = h("div", { class: "pane-who" });
    this.begin = h("button", { type: "button", class: "begin", hidden: true, onclick: () => this.start() });
    this.notice = h("div", { class: "toast", role: "status", hidden: true });
    this.node = h("section", { class: "pane" },
      h("header", { class: "pane-head" }, this.back, this.who_, this.more),
      h("div", { class: "pane-middle" }, this.messages.node, this.messages.down, this.notice),
      this.composer.node, this.begin, this.keyboard.node);
    this.node.addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.defaultPrevented) this.leave(); });
    this.node.addEventListener("dragover", (event) => event.preventDefault());
    this.node.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer.files[0]) dropped(this, event.dataTransfer.files[0]);
    });
  }

  get person() { return person(this.id); }
  get name() { return this.person?.name ?? ""; }
  get group() { return this.id < 0; }
  get who() { return this.group ? this.speaker : this.id; }
  get chat() { return state.chats.get(this.id); }

  update() {
    if (!this.person) return;
    if (this.group) this.chooseSpeaker();
    this.node.setAttribute("aria-label", this.name);
    this.drawHead();
    if (!this.chat) return;
    this.messages.update(this.chat, this.who, this.group);
    this.keyboard.update(this.chat.keyboard);
    const closed = !this.group && (!this.chat.started || this.chat.blocked);
    this.composer.node.hidden = closed;
    this.begin.hidden = !closed;
    this.begin.textContent = t(this.chat.blocked ? "restart" : "start");
    if (closed) this.keyboard.node.hidden = true;
    this.composer.update();
    for (const tap of this.chat.taps) this.answered(tap);
  }

  drawHead() {
    const typing = this.typing();
    const words = typing ? `${state.bot.name} ${t(known(typing) ? typing : "typing")}` : lineOf(this.person);
    const sign = JSON.stringify([this.person, words]);
    this.more.setAttribute("aria-label", t("more"));
    this.back.setAttribute("aria-label", narrow.matches ? t("back") : `${t("close")}: ${this.name}`);
    if (sign === this.sign) return;
    this.sign = sign;
    this.who_.replaceChildren(avatar(this.person), h("span", { class: "pane-names" },
      h("h2", { dir: "auto" }, this.name), h("span", { class: typing ? "pane-line typing" : "pane-line" }, words)));
    this.back.replaceChildren(icon(narrow.matches ? "back" : "close"));
  }

  // «печатает…» goes out by itself, as on a telephone.
  typing() {
    const action = this.chat?.action ?? null;
    const mark = action && `${action} ${this.chat.messages.at(-1)?.id}`;
    if (mark !== this.action) {
      this.action = mark;
      this.until = mark ? Date.now() + TYPING_LASTS : 0;
      if (mark) setTimeout(() => this.drawHead(), TYPING_LASTS + 50);
    }
    return Date.now() < this.until ? action : null;
  }

  chooseSpeaker() {
    const members = this.person.members.map(person).filter(Boolean);
    if (!members.some((one) => one.id === this.speaker)) this.speaker = members[0]?.id ?? null;
    const sign = JSON.stringify([members.map((one) => [one.id, one.name]), t("send-as")]);
    this.composer.as.hidden = false;
    if (this.members === sign) return;
    this.members = sign;
    const chosen = h("select", { onchange: (event) => { this.speaker = Number(event.target.value); this.update(); } },
      members.map((one) => h("option", { value: one.id, selected: one.id === this.speaker }, one.name)));
    this.composer.as.replaceChildren(h("span", {}, t("send-as")), chosen);
  }

  lastOwn() {
    return this.chat?.messages.findLast((one) => one.from === this.who && one.text && !one.forward);
  }

  read() {
    const upto = this.chat?.messages.at(-1)?.id ?? 0;
    if (!this.person?.unread || upto === this.told || document.hidden || !this.node.isConnected) return;
    this.told = upto;
    post("/chat/read", { chat: this.id, upto }).catch(() => { this.told = 0; });
  }

  async act(name, body) {
    try {
      return await act(this.who, this.id, name, body);
    } catch (problem) {
      this.toast(`${t("failed")}: ${problem.message}`);
      return null;
    }
  }

  start() {
    if (this.chat.blocked) this.act("unblock", {});
    else this.act("link", { payload: this.person.start ?? "" });
    this.composer.node.hidden = false;
    this.begin.hidden = true;
    this.composer.focus();
  }

  async press(shown, button, node) {
    if (button.callback_data === undefined) return this.pressOther(button);
    node.classList.add("pressed");
    const tap = await this.act("press", { data: button.callback_data, message_id: shown.id, stale: true });
    if (!tap) return node.classList.remove("pressed");
    this.taps.set(tap.query_id, node);
    for (const one of this.chat.taps) this.answered(one);
    return tap;
  }

  pressOther(button) {
    if (button.copy_text) return navigator.clipboard?.writeText(button.copy_text.text).then(() => this.toast(t("copied")), () => tell(t("copy"), button.copy_text.text));
    const inline = button.switch_inline_query_current_chat ?? button.switch_inline_query;
    if (inline !== undefined) return this.composer.insert(`@${state.bot.username} ${inline}`);
    return this.toast(t("not-here"));
  }

  // The answer belongs to whoever tapped: a line, or a window to close.
  answered({ id, answer }) {
    const node = this.taps.get(id);
    if (!node || !answer) return;
    this.taps.delete(id);
    node.classList.remove("pressed");
    if (answer.url) this.answer("link", answer.url);
    if (answer.text && answer.show_alert) tell(state.bot.name, answer.text);
    else if (answer.text) this.toast(answer.text);
  }

  pressKey(button) {
    if (button.request_contact) return shareContact(this);
    if (button.request_location) return place(this);
    return this.act("send", { text: button.text });
  }

  toast(words) {
    this.notice.textContent = words;
    this.notice.hidden = false;
    clearTimeout(this.toasting);
    this.toasting = setTimeout(() => { this.notice.hidden = true; this.notice.textContent = ""; }, TOAST_LASTS);
  }

  answer(kind, text) {
    if (kind === "command") return this.act("send", { text });
    const secret = startOf(text);
    if (secret === null) return /^https?:/i.test(text) ? window.open(text, "_blank", "noopener") : this.toast(t("not-here"));
    return choices(t("whose-link"), linkOpeners(async (id) => { await act(id, id, "link", { payload: secret }); show(id); }));
  }

  jump(id) {
    const node = this.messages.list.querySelector(`[data-id="${id}"]`);
    if (!node) return;
    node.scrollIntoView({ block: "center" });
    node.classList.remove("shown");
    requestAnimationFrame(() => node.classList.add("shown"));
  }

  menu(shown) {
    const own = shown.from === this.who && shown.text && !shown.forward;
    choices(t("message-menu"), [
      { icon: "reply", label: t("reply"), act: () => this.composer.reply(shown) },
      own && { icon: "edit", label: t("edit"), act: () => this.composer.edit(shown) },
      shown.text && { icon: "copy", label: t("copy"), act: () => navigator.clipboard?.writeText(shown.text).then(() => this.toast(t("copied")), () => tell(t("copy"), shown.text)) },
    ].filter(Boolean));
  }

  menu_() {
    choices(this.name, [
      state.turns && { icon: "clock", label: t("turn"), act: () => sheet(t("clock"), () => clockPanel()) },
      !this.group && { icon: "link", label: t("open-link"), act: () => form(t("open-link"), [{ name: "payload", label: "start=", maxlength: 64, pattern: "[A-Za-z0-9_\\-]*" }], t("open"), (values) => this.act("link", values)) },
      !this.group && { icon: "stop", label: t(this.chat?.blocked ? "restart" : "block"), act: () => this.act(this.chat.blocked ? "unblock" : "block", {}) },
      { icon: "close", label: t("close"), act: () => this.leave() },
    ].filter(Boolean));
  }

  leave() {
    hide(this.id);
    document.querySelector(`.person[data-id="${this.id}"]`)?.focus();
  }
}
