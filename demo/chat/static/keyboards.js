// The reply keyboard: what it offers instead of typing.

import { h, rove } from "./dom.js";
import { t } from "./texts.js";

export class ReplyKeyboard {
  // `pressed` gets the button in the API's words.
  constructor(pressed) {
    this.pressed = pressed;
    this.folded = false;
    this.sign = "";
    this.node = h("div", { class: "reply-keyboard", role: "group", hidden: true });
    this.settle = rove(this.node);
  }

  get there() {
    return this.sign !== "" && this.sign !== "null";
  }

  update(markup) {
    const sign = JSON.stringify(markup ?? null);
    this.node.setAttribute("aria-label", t("keys"));
    if (sign !== this.sign) {
      if (this.sign !== "" && markup) this.folded = false;
      this.sign = sign;
      const rows = markup?.keyboard ?? [];
      this.node.replaceChildren(...rows.map((row) => h("div", { class: "keys-row" }, row.map((button) => h(
        "button", { type: "button", class: "key", onclick: () => this.press(button, markup) }, h("span", { dir: "auto" }, button.text))))));
      this.settle();
    }
    this.node.hidden = !this.there || this.folded;
  }

  press(button, markup) {
    if (markup.one_time_keyboard) this.fold(true);
    this.pressed(button);
  }

  fold(folded = !this.folded) {
    this.folded = folded;
    this.node.hidden = !this.there || this.folded;
  }
}
