// Pictures, files, sounds, places and cards inside a bubble.

import { fileUrl } from "./api.js";
import { sheet } from "./dialog.js";
import { h, icon } from "./dom.js";
import { t } from "./texts.js";

export function photo(shown) {
  const { file_id, width, height } = shown.photo;
  const alt = shown.text ? shown.text.slice(0, 200) : t("photo");
  const picture = h("img", { src: fileUrl(file_id), width, height, alt, decoding: "async" });
  return h("button", { type: "button", class: "photo", "aria-label": `${t("open")}: ${alt}`, onclick: () => enlarge(file_id, alt) }, picture);
}

function enlarge(id, alt) {
  return sheet(t("photo"), () => [
    h("img", { class: "whole", src: fileUrl(id), alt }),
    h("a", { class: "primary", href: `${fileUrl(id)}?download`, download: "" }, t("download")),
  ], { wide: true });
}

export function document_(file) {
  const name = file.file_name || t("document");
  return h("a", { class: "file", href: `${fileUrl(file.file_id)}?download`, download: name, "aria-label": `${t("download")}: ${name}` },
    h("span", { class: "file-icon" }, icon("file")),
    h("span", { class: "file-text" }, h("bdi", {}, name), h("small", {}, size(file.file_size))));
}

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

const BARS = [5, 9, 14, 8, 17, 12, 6, 15, 19, 11, 7, 13, 18, 9, 5, 12, 16, 8, 14, 6, 10, 17, 7, 5];

export function voice(note) {
  const sound = new Audio();
  const button = h("button", { type: "button", class: "play", "aria-label": t("play") }, icon("play"));
  const time = h("span", { class: "voice-time" }, clock(note.duration || 0));
  const wave = h("span", { class: "wave", "aria-hidden": "true" }, BARS.map((tall) => {
    const bar = h("i");
    bar.style.height = `${tall}px`;
    return bar;
  }));
  const drawn = () => {
    const playing = !sound.paused && !sound.ended;
    button.replaceChildren(icon(playing ? "pause" : "play"));
    button.setAttribute("aria-label", t(playing ? "pause" : "play"));
    const total = Number.isFinite(sound.duration) ? sound.duration : note.duration || 1;
    time.textContent = clock(playing ? sound.currentTime : note.duration || 0);
    [...wave.children].forEach((bar, i) => bar.classList.toggle("heard", playing && i / BARS.length <= sound.currentTime / total));
  };
  for (const name of ["play", "pause", "ended", "timeupdate"]) sound.addEventListener(name, drawn);
  button.addEventListener("click", () => {
    if (!sound.src) sound.src = fileUrl(note.file_id);
    if (sound.paused) sound.play().catch(() => { time.textContent = "—"; });
    else sound.pause();
  });
  return h("div", { class: "voice" }, button, wave, time);
}

export function contact(card) {
  const name = [card.first_name, card.last_name].filter(Boolean).join(" ");
  return h("div", { class: "card" },
    h("span", { class: "card-icon" }, icon("person")),
    h("span", { class: "card-text" }, h("bdi", {}, name), h("a", { href: `tel:${card.phone_number.replace(/[^+\d]/g, "")}` }, card.phone_number)));
}

export function location_(place) {
  const spot = `${place.latitude.toFixed(5)}, ${place.longitude.toFixed(5)}`;
  return h("a", { class: "place", target: "_blank", rel: "noopener noreferrer", href: `https://www.openstreetmap.org/?mlat=${place.latitude}&mlon=${place.longitude}#map=16/${place.latitude}/${place.longitude}`, "aria-label": `${t("location")}: ${spot}` },
    h("span", { class: "map", "aria-hidden": "true" }, icon("pin")),
    h("span", { class: "place-text" }, h("span", {}, t("location")), h("small", {}, spot)));
}
