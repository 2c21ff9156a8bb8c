// Sheets and questions: from below on a phone, in the middle of a wide window. Esc and a tap outside close them.

import { h, icon, iconButton, rove } from "./dom.js";
import { t } from "./texts.js";

export function sheet(title, fill, { wide = false } = {}) {
  const before = document.activeElement;
  const box = h("dialog", { class: wide ? "sheet wide" : "sheet", "aria-label": title });
  const close = () => box.close();
  box.append(
    h("div", { class: "sheet-head" }, h("h2", {}, title), iconButton("close", t("close"), close)),
    h("div", { class: "sheet-body" }, fill(close)),
  );
  box.addEventListener("click", (event) => event.target === box && close());
  box.addEventListener("close", () => {
    box.remove();
    if (document.activeElement === document.body && before?.isConnected) before.focus();
  });
  document.body.append(box);
  box.showModal();
  box.querySelector(".sheet-body :is(input, textarea, button, select, a)")?.focus();
  return box;
}

// A list of things to do: [{icon, label, note, act}].
export function choices(title, items) {
  return sheet(title, (close) => {
    const list = h("ul", { class: "choices" }, items.map((item) => h("li", {}, h(
      "button",
      { type: "button", class: "choice", onclick: () => { close(); item.act(); } },
      item.icon ? icon(item.icon) : null,
      h("span", { class: "choice-text" }, h("span", { dir: "auto" }, item.label), item.note ? h("small", { dir: "auto" }, item.note) : null),
    ))));
    rove(list)();
    return list;
  });
}

// A short form: fields are [{name, label, value, type, required, options}]; `done` gets what was written.
export function form(title, fields, button, done) {
  return sheet(title, (close) => {
    const inputs = fields.map((field) => input(field));
    const send = (event) => {
      event.preventDefault();
      const values = Object.fromEntries(new FormData(event.target));
      close();
      done(values);
    };
    return h("form", { class: "form", onsubmit: send },
      fields.map((field, i) => h("label", {}, h("span", {}, field.label), inputs[i])),
      h("button", { type: "submit", class: "primary" }, button));
  });
}

function input({ name, value = "", type = "text", required = false, options, ...more }) {
  if (options) {
    return h("select", { name }, options.map(([id, label]) => h("option", { value: id, selected: id === value }, label)));
  }
  return h("input", { name, type, value, required, autocomplete: "off", ...more });
}

export function tell(title, text) {
  return sheet(title, (close) => [
    h("p", { class: "told", dir: "auto" }, text),
    h("button", { type: "button", class: "primary", onclick: close }, t("okay")),
  ]);
}
