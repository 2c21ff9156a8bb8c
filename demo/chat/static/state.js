// What the server has told, and what this window has open.

import { post } from "./api.js";

const PAGE = 60;

export const state = {
  people: [],
  bot: { name: "Воронка", username: "", alive: true },
  places: [],
  presets: [],
  turns: false,
  chats: new Map(), // id -> the chat as last told
  open: fromHash(), // ids, the one used last at the end
  wanted: new Map(), // id -> how many messages
  waiting: new Set(), // "chat:message" of what the bot has not taken yet
};

const watchers = [];
export const watch = (watcher) => watchers.push(watcher);
export const changed = () => watchers.forEach((watcher) => watcher());

export const person = (id) => state.people.find((one) => one.id === id);

// Only for what stands on the page: [chat, change seen, messages wanted].
export const opened = () => state.open.map((id) => [id, state.chats.get(id)?.change ?? -1, state.wanted.get(id) ?? PAGE]);

export function take(news) {
  for (const name of ["people", "bot", "places", "presets", "turns"]) state[name] = news[name];
  state.waiting = new Set(news.waiting.map((one) => one.join(":")));
  for (const chat of news.chats) state.chats.set(chat.id, chat);
  changed();
}

export function forgetSeen() {
  for (const chat of state.chats.values()) chat.change = -1;
}

export function wantMore(id) {
  state.wanted.set(id, (state.wanted.get(id) ?? PAGE) + PAGE);
  const chat = state.chats.get(id);
  if (chat) chat.change = -1;
}

// How many telephones lie side by side.
export const room = () => (narrow.matches ? 1 : Math.max(1, Math.min(4, Math.floor((window.innerWidth - 300) / 330))));
export const narrow = window.matchMedia("(max-width: 699px)");

export function show(id) {
  const open = state.open.filter((one) => one !== id);
  setOpen([...open, id].slice(-room()));
}

export function hide(id) {
  setOpen(state.open.filter((one) => one !== id));
}

function setOpen(ids) {
  const hash = ids.length ? `#${ids.join(",")}` : "#";
  if (location.hash !== hash) history.pushState(null, "", hash);
  state.open = ids;
  changed();
}

export function fromHash() {
  const ids = location.hash.slice(1).split(",").map(Number).filter((id) => Number.isInteger(id) && id !== 0);
  return [...new Set(ids)].slice(-4);
}

export function reopen() {
  state.open = fromHash().slice(-room());
  changed();
}

// An act of somebody in a chat; what came of it.
export function act(who, chatId, name, body = {}) {
  return post(`/chat/people/${who}/${name}`, chatId === who ? body : { ...body, chat: chatId });
}
