// What else one sends: a picture, a file, a card, a place, a voice note, somebody else's words.

import { base64 } from "./api.js";
import { choices, form, sheet } from "./dialog.js";
import { h } from "./dom.js";
import { person, state } from "./state.js";
import { tone } from "./recorder.js";
import { t } from "./texts.js";

const HEAVIEST = 20 * 1024 * 1024; // a bot cannot fetch more
const PICTURE_SIDE = 1280;

export function attach(pane) {
  choices(t("attach"), [
    { icon: "image", label: t("send-photo"), act: () => pick("image/*", (file) => picture(pane, file)) },
    { icon: "file", label: t("send-file"), act: () => pick("", (file) => upload(pane, file)) },
    { icon: "person", label: t("send-contact"), act: () => contact(pane) },
    { icon: "pin", label: t("send-location"), act: () => place(pane) },
    { icon: "mic", label: t("send-sample"), act: () => sample(pane) },
    { icon: "reply", label: t("forward"), act: () => forward(pane) },
  ]);
}

function pick(accept, chosen) {
  const input = h("input", { type: "file", accept, class: "unseen", "aria-label": t("attach"), tabindex: "-1" });
  input.addEventListener("change", () => { input.remove(); if (input.files[0]) chosen(input.files[0]); });
  input.addEventListener("cancel", () => input.remove());
  document.body.append(input);
  input.click();
}

export function pasted(event, pane) {
  const file = [...(event.clipboardData?.files ?? [])][0];
  if (!file) return;
  event.preventDefault();
  dropped(pane, file);
}

export function dropped(pane, file) {
  if (file.type.startsWith("image/")) picture(pane, file);
  else upload(pane, file);
}

export async function upload(pane, file) {
  if (file.size > HEAVIEST) return pane.toast(t("too-big"));
  return pane.act("document", { data: await base64(file), name: file.name, mime: file.type || "application/octet-stream" });
}

// As Telegram does: a JPEG of at most 1280 points a side.
async function squeezed(file) {
  const whole = await createImageBitmap(file);
  const scale = Math.min(1, PICTURE_SIDE / Math.max(whole.width, whole.height));
  const canvas = h("canvas", { width: Math.max(1, Math.round(whole.width * scale)), height: Math.max(1, Math.round(whole.height * scale)) });
  canvas.getContext("2d").drawImage(whole, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.87); });
}

async function picture(pane, file) {
  const blob = await squeezed(file).catch(() => null);
  if (!blob) return pane.toast(t("bad-picture"));
  const url = URL.createObjectURL(blob);
  const caption = h("input", { name: "caption", maxlength: 1024, autocomplete: "off" });
  const box = sheet(t("send-photo"), (close) => h("form", {
    class: "form",
    onsubmit: async (event) => {
      event.preventDefault();
      close();
      await pane.act("photo", { data: await base64(blob), name: "photo.jpg", mime: "image/jpeg", caption: caption.value });
    },
  }, h("img", { class: "whole", src: url, alt: file.name }), h("label", {}, h("span", {}, t("caption")), caption), h("button", { type: "submit", class: "primary" }, t("send"))));
  box.addEventListener("close", () => URL.revokeObjectURL(url));
  return box;
}

export function ownContact(pane) {
  const me = person(pane.who);
  const [first, ...last] = me.name.split(" ");
  return { phone_number: me.phone, first_name: first, last_name: last.join(" "), user_id: me.id };
}

export function shareContact(pane) {
  const me = person(pane.who);
  choices(t("share-phone"), [{ icon: "person", label: me.phone, note: me.name, act: () => pane.act("contact", ownContact(pane)) }]);
}

function contact(pane) {
  form(t("send-contact"), [
    { name: "first_name", label: t("name"), required: true },
    { name: "phone_number", label: t("phone"), type: "tel", value: "+7 912 000-00-00", required: true },
  ], t("send"), (values) => pane.act("contact", values));
}

export function place(pane) {
  const coordinates = { required: true, inputmode: "decimal", pattern: "-?\\d{1,3}([.,]\\d+)?" };
  choices(t("share-place"), [
    ...state.places.map((one) => ({ icon: "pin", label: one.name, note: `${one.latitude}, ${one.longitude}`, act: () => pane.act("location", { latitude: one.latitude, longitude: one.longitude }) })),
    { icon: "edit", label: `${t("latitude")}, ${t("longitude")}`, act: () => form(t("share-place"), [
      { name: "latitude", label: t("latitude"), value: "55.7558", ...coordinates },
      { name: "longitude", label: t("longitude"), value: "37.6173", ...coordinates },
    ], t("send"), (values) => pane.act("location", { latitude: number(values.latitude), longitude: number(values.longitude) })) },
  ]);
}

const number = (text) => Number(text.replace(",", "."));

export async function sample(pane) {
  return pane.act("voice", { data: await base64(tone(3)), name: "voice.wav", mime: "audio/wav", duration: 3 });
}

function forward(pane) {
  form(t("forward"), [
    { name: "name", label: t("name"), required: true, maxlength: 64 },
    { name: "text", label: t("forward-text"), required: true, maxlength: 4096 },
  ], t("send"), (values) => pane.act("forward", values));
}
