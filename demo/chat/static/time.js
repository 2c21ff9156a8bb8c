// Moments are seconds since the epoch, shown where the department's clock hangs.

import { spoken, t } from "./texts.js";

let zone = "Europe/Moscow";
let ahead = 0;

const made = new Map();

function format(options) {
  const key = spoken() + zone + JSON.stringify(options);
  if (!made.has(key)) {
    made.set(key, new Intl.DateTimeFormat(spoken() === "ru" ? "ru-RU" : "en-GB", { timeZone: zone, ...options }));
  }
  return made.get(key);
}

const at = (seconds) => new Date(seconds * 1000);

export function tuneTo(now, itsZone) {
  zone = itsZone;
  ahead = now - Date.now() / 1000;
}

export const now = () => Date.now() / 1000 + ahead;
export const hour = (seconds) => format({ hour: "2-digit", minute: "2-digit" }).format(at(seconds));
export const day = (seconds) => format({ weekday: "short", day: "numeric", month: "short" }).format(at(seconds)).replace(".", "");
export const dayKey = (seconds) => format({ year: "numeric", month: "2-digit", day: "2-digit" }).format(at(seconds));

export function longDay(seconds) {
  const options = { weekday: "long", day: "numeric", month: "long" };
  const year = (moment) => format({ year: "numeric" }).format(at(moment));
  if (year(seconds) !== year(now())) options.year = "numeric";
  const said = format(options).format(at(seconds));
  return dayKey(seconds) === dayKey(now()) ? `${t("today")}, ${said}` : said;
}

export const brief = (seconds) => (dayKey(seconds) === dayKey(now()) ? hour(seconds) : day(seconds));

// The moment as an <input type="datetime-local"> takes it.
export function local(seconds) {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-GB", {
      timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
    }).formatToParts(at(seconds)).map((part) => [part.type, part.value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}
