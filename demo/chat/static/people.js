// The list of telephones: who there is, what they have not read.

import { post } from "./api.js";
import { form } from "./dialog.js";
import { h, icon, rove } from "./dom.js";
import { show, state } from "./state.js";
import { known, spoken, t } from "./texts.js";
import { brief } from "./time.js";

const HUES = [174, 212, 262, 330, 18, 44, 96];

export function avatar(one) {
  const hue = HUES[Math.abs(one.id) % HUES.length];
  const letters = one.kind === "group" ? [icon("group")] : one.name.split(/\s+/).map((word) => [...word][0] ?? "").slice(0, 2).join("").toUpperCase();
  const node = h("span", { class: "avatar", "aria-hidden": "true" }, letters);
  node.style.setProperty("--hue", hue);
  return node;
}

export const roleOf = (one) => (known(one.role) ? t(one.role) : one.role);

export function lineOf(one) {
  return [roleOf(one), one.language && one.language !== "ru" && one.kind === "person" ? one.language.toUpperCase() : "", one.note].filter(Boolean).join(" · ");
}

export class People {
  constructor(opened) {
    this.opened = opened;
    this.list = h("ul", { class: "people-list" });
    this.rows = new Map();
    this.settle = rove(this.list, (all) => all.find((one) => one.getAttribute("aria-current")) ?? all[0]);
    this.title = h("h1", {}, "");
    this.add = h("button", { type: "button", class: "add-person", onclick: addSomebody }, icon("add"), h("span", {}, ""));
    this.node = h("nav", { class: "people" }, h("div", { class: "people-scroll" }, this.list, this.add));
  }

  update() {
    this.node.setAttribute("aria-label", t("people"));
    this.add.lastChild.textContent = t("add-person");
    for (const [id, row] of this.rows) {
      if (!state.people.some((one) => one.id === id)) { row.node.remove(); this.rows.delete(id); }
    }
    state.people.forEach((one, i) => {
      let row = this.rows.get(one.id);
      if (!row) {
        row = { node: h("li"), sign: "" };
        this.rows.set(one.id, row);
      }
      const sign = JSON.stringify([one, state.open.includes(one.id), spoken(), one.last && brief(one.last.date)]);
      if (row.sign !== sign) {
        const held = row.node.contains(document.activeElement);
        row.node.replaceChildren(this.row(one));
        row.sign = sign;
        if (held) row.node.firstChild.focus();
      }
      if (this.list.children[i] !== row.node) this.list.insertBefore(row.node, this.list.children[i] ?? null);
    });
    this.settle();
  }

  row(one) {
    const open = state.open.includes(one.id);
    return h("button", { type: "button", class: "person", "data-id": one.id, "aria-current": open ? "true" : null, onclick: () => { show(one.id); this.opened(one.id); } },
      avatar(one),
      h("span", { class: "person-text" },
        h("span", { class: "person-line" }, h("bdi", { class: "person-name" }, one.name), one.last ? h("time", {}, brief(one.last.date)) : null),
        h("span", { class: "person-role" }, lineOf(one)),
        h("span", { class: "person-line" },
          h("span", { class: one.action ? "person-last typing" : "person-last" }, one.action ? t(known(one.action) ? one.action : "typing") : preview(one)),
          one.unread ? h("span", { class: "badge" }, String(one.unread), h("span", { class: "unseen" }, ` ${t("unread")}`)) : null)),
    );
  }
}

function preview(one) {
  if (!one.last) return t(one.start ? "empty-invite" : "empty");
  const kind = { photo: "photo", document: "document", contact: "contact", location: "location", voice: "voice-note" }[one.last.kind];
  const said = one.last.text.split("\n").find((line) => line.trim()) ?? "";
  const from = one.last.bot ? "" : `${one.kind === "group" ? one.last.name : t("you")}: `;
  return from + (kind ? (said ? `${t(kind)}, ${said}` : t(kind)) : said);
}

export function addSomebody() {
  const languages = [["ru", "Русский"], ["en", "English"]];
  return form(t("add-person"), [
    { name: "name", label: t("name"), required: true, maxlength: 64 },
    { name: "start", label: t("start-param"), maxlength: 64, pattern: "[A-Za-z0-9_\\-]*" },
    { name: "language", label: t("speaks"), value: spoken(), options: languages },
  ], t("add"), async (values) => show((await post("/chat/people", values)).id));
}

// Let somebody of the page open an invite link; somebody new as well.
export function linkOpeners(started) {
  return [
    ...state.people.filter((one) => one.kind === "person").map((one) => ({ icon: "person", label: one.name, note: roleOf(one), act: () => started(one.id) })),
    { icon: "add", label: t("new-person"), act: () => form(t("new-person"), [{ name: "name", label: t("name"), required: true, maxlength: 64 }], t("add"),
      async (values) => started((await post("/chat/people", { ...values, language: spoken() })).id)) },
  ];
}
