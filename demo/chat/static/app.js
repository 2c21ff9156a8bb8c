// The page put together: the list, the clock, the telephones that are open, and the news for all of them.

import { News } from "./api.js";
import { ClockCard } from "./clock.js";
import { h, iconButton } from "./dom.js";
import { Pane } from "./pane.js";
import { People } from "./people.js";
import { changed, forgetSeen, narrow, opened, reopen, room, state, take, watch } from "./state.js";
import { speak, spoken, t } from "./texts.js";
import { tuneTo } from "./time.js";

const page = document.getElementById("page");
const announcer = document.getElementById("announcer");
const panes = new Map();
const heard = new Map(); // chat -> id of the newest message already announced
const news = new News(opened, told, lost);
const clock = new ClockCard();
const people = new People((id) => panes.get(id)?.composer.focus());
const title = h("h1", {}, "Воронка");
const theme = iconButton("theme", "", nextTheme);
const language = h("button", { type: "button", class: "round", onclick: () => { speak(spoken() === "ru" ? "en" : "ru"); changed(); } });
const status = h("div", { class: "status", role: "status" });
const empty = h("div", { class: "nobody" });
const main = h("main", {}, empty);
const list = h("div", { class: "side-body" }, clock.node, status, people.node);
const side = h("div", { class: "side" }, h("header", { class: "top" }, title, h("div", { class: "top-buttons" }, language, theme)), list);
const THEMES = ["auto", "light", "dark"];

function setTheme(name) {
  localStorage.setItem("theme", name);
  document.documentElement.dataset.theme = name;
}

function nextTheme() {
  setTheme(THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length]);
  changed();
}

function told(piece) {
  tuneTo(piece.now, piece.zone);
  status.textContent = "";
  take(piece);
  announce();
  asleep();
}

function lost() {
  forgetSeen();
  status.textContent = t("offline");
}

let sleeping = 0;

// A bot between two polls is awake; one that stays away is not.
function asleep() {
  clearTimeout(sleeping);
  if (!state.bot.alive) sleeping = setTimeout(() => { status.textContent = t("asleep"); }, 5000);
}

// What comes in is said once, for those who do not see it.
function announce() {
  for (const one of state.people) {
    if (!one.last) continue;
    const mark = `${one.last.date} ${one.last.text}`;
    const before = heard.get(one.id);
    heard.set(one.id, mark);
    if (before !== undefined && before !== mark && one.last.bot) announcer.textContent = `${t("new-for")}: ${one.name}. ${one.last.text}`;
  }
  const unread = state.people.reduce((sum, one) => sum + one.unread, 0);
  document.title = unread ? `(${unread}) Воронка` : "Воронка";
}

function draw() {
  const open = state.open.filter((id) => state.people.some((one) => one.id === id)).sort((one, other) => order(one) - order(other));
  for (const [id, pane] of panes) {
    if (!open.includes(id)) { pane.node.remove(); panes.delete(id); }
  }
  let fresh = null;
  open.forEach((id, i) => {
    if (!panes.has(id)) {
      fresh = new Pane(id, () => news.refresh());
      panes.set(id, fresh);
    }
    if (main.children[i] !== panes.get(id).node) main.insertBefore(panes.get(id).node, main.children[i] ?? null);
  });
  page.classList.toggle("chatting", open.length > 0);
  empty.hidden = open.length > 0;
  // On a phone the list is the page's main thing as long as no chat covers it.
  if (narrow.matches && !open.length) list.setAttribute("role", "main");
  else list.removeAttribute("role");
  people.update();
  clock.update();
  for (const pane of panes.values()) pane.update();
  words();
  if (fresh) {
    news.refresh();
    if (drawn) focusOn(fresh);
  }
  drawn = state.people.length > 0;
}

let drawn = false;
const order = (id) => state.people.findIndex((one) => one.id === id);

function focusOn(pane) {
  // A field in focus calls the telephone's own keyboard, which would hide what was opened.
  if (window.matchMedia("(pointer: coarse)").matches) pane.back.focus({ preventScroll: true });
  else pane.composer.focus();
}

function words() {
  const themed = `${t("theme")}: ${t(`theme-${document.documentElement.dataset.theme}`)}`;
  const other = t("language-label");
  for (const [button, label] of [[theme, themed], [language, other]]) button.title = label, button.setAttribute("aria-label", label);
  language.textContent = t("language");
  empty.replaceChildren(h("p", {}, t("choose")), h("p", {}, t("choose-more")));
  main.setAttribute("aria-label", t("chats"));
}

setTheme(THEMES.includes(localStorage.getItem("theme")) ? localStorage.getItem("theme") : "auto");
page.append(side, main);
watch(draw);
narrow.addEventListener("change", () => { for (const pane of panes.values()) pane.sign = ""; reopen(); });
window.addEventListener("popstate", reopen);
window.addEventListener("hashchange", reopen);
window.addEventListener("resize", () => state.open.length > room() && reopen());
document.addEventListener("visibilitychange", changed);
draw();
news.run();
