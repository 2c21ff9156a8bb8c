// The department's clock: what it shows, and the turning of it.

import { post } from "./api.js";
import { h } from "./dom.js";
import { state } from "./state.js";
import { t } from "./texts.js";
import { day, hour, local, now } from "./time.js";

const STEPS = ["minute", "quarter", "hour"];

const turn = (to) => post("/chat/clock", { to });

export function clockPanel() {
  if (!state.turns) return h("p", { class: "hint" }, t("clock-fixed"));
  const moment = h("input", { type: "datetime-local", name: "moment", value: local(now()), required: true, "aria-label": t("own-moment") });
  return h("div", { class: "clock-panel" },
    h("div", { class: "presets" }, state.presets.map((one) => h(
      "button", { type: "button", class: "preset", "data-to": one.name, onclick: () => turn(one.name) }, h("span", {}, t(one.name)), h("small", {}, day(one.at))))),
    h("div", { class: "steps" }, STEPS.map((name) => h("button", { type: "button", class: "preset", "data-to": name, onclick: () => turn(name) }, t(name)))),
    h("form", { class: "moment", onsubmit: (event) => { event.preventDefault(); turn(moment.value); } }, moment, h("button", { type: "submit", class: "primary" }, t("turn-to"))),
    h("p", { class: "hint" }, t("clock-hint")));
}

export class ClockCard {
  constructor() {
    this.day = h("span", { class: "clock-day" });
    this.hour = h("strong", { class: "clock-hour" });
    this.name = h("span", { class: "unseen" });
    this.body = h("div");
    this.node = h("details", { class: "clock-card" }, h("summary", {}, this.name, this.hour, this.day), this.body);
    this.node.open = window.matchMedia("(min-width: 700px) and (min-height: 880px)").matches;
    setInterval(() => this.tick(), 1000);
  }

  update() {
    const sign = JSON.stringify([state.presets, state.turns, t("clock")]);
    this.name.textContent = `${t("clock")}: `;
    this.tick();
    if (sign === this.sign) return;
    this.sign = sign;
    const held = this.body.contains(document.activeElement) && document.activeElement.dataset.to;
    this.body.replaceChildren(clockPanel());
    if (held) (this.body.querySelector(`[data-to="${held}"]`) ?? this.body.querySelector("button"))?.focus();
  }

  tick() {
    const said = [hour(now()), day(now())];
    if (this.hour.textContent !== said[0]) this.hour.textContent = said[0];
    if (this.day.textContent !== said[1]) this.day.textContent = said[1];
  }
}
