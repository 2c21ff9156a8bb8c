// The page's own words. What the bot says comes from the bot.

const WORDS = {
  ru: {
    people: "Люди", chats: "Чаты", clock: "Часы", theme: "Тема", "theme-auto": "как в системе",
    "theme-light": "светлая", "theme-dark": "тёмная", language: "EN", "language-label": "Switch to English",
    back: "К списку людей", close: "Закрыть", more: "Ещё", write: "Сообщение", send: "Отправить", save: "Сохранить",
    attach: "Прикрепить", commands: "Команды", keys: "Клавиатура бота", "keys-fold": "Свернуть клавиатуру бота",
    voice: "Записать голосовое", "voice-stop": "Отправить запись", "voice-cancel": "Отменить запись", recording: "Идёт запись",
    messages: "Сообщения", earlier: "Показать раньше", newest: "К последним", edited: "изм.", typing: "печатает…",
    upload_photo: "отправляет фото…", upload_document: "отправляет файл…", record_voice: "записывает голосовое…",
    start: "Начать", restart: "Разблокировать бота", empty: "Здесь ещё ничего не сказано",
    "empty-invite": "По приглашению: «Начать» откроет ссылку",
    choose: "Выберите, чей телефон взять в руки", "choose-more": "Можно открыть несколько рядом",
    manager: "менеджер", head: "руководитель отдела", director: "директор", administrator: "администратор",
    stranger: "посторонний", group: "группа", you: "Вы", unread: "непрочитанных", members: "участники",
    photo: "Фото", document: "Файл", contact: "Контакт", location: "Место", "voice-note": "Голосовое", unknown: "Сообщение такого вида страница не показывает",
    "message-menu": "Действия с сообщением", reply: "Ответить", edit: "Изменить", copy: "Копировать текст", copied: "Скопировано",
    "reply-to": "Ответ", editing: "Изменение сообщения", cancel: "Отмена", caption: "Подпись", "send-as": "Пишет",
    "send-photo": "Фото", "send-file": "Файл", "send-contact": "Контакт", "send-location": "Место", "send-sample": "Пробное голосовое, 3 с",
    name: "Имя", phone: "Телефон", "share-phone": "Отправить боту свой номер?", "share-place": "Где вы?",
    latitude: "Широта", longitude: "Долгота", "no-mic": "Микрофон недоступен. Отправить пробную запись?", forwarded: "Переслано от",
    download: "Скачать", open: "Открыть", "whose-link": "Кто открывает ссылку?", "new-person": "Новый человек", "add-person": "Добавить человека",
    "start-param": "Параметр ссылки (необязательно)", "speaks": "Язык", add: "Добавить", "too-big": "Файл больше 20 МБ", failed: "Не получилось",
    "bad-picture": "Это не картинка", block: "Остановить бота", "open-link": "Открыть ссылку с параметром", turn: "Перевести часы",
    tomorrow: "Завтра 08:29", evening: "Сегодня 18:29", "evening-next": "Завтра 18:29", monday: "Понедельник 08:29", first: "1-е число 08:29",
    minute: "+1 мин", quarter: "+15 мин", hour: "+1 час", "own-moment": "Дата и время", "turn-to": "Перевести",
    "clock-hint": "Вечером и утром до рассылки остаётся минута: нажмите «+1 мин».", "clock-fixed": "Часы показывают настоящее время",
    today: "Сегодня", offline: "Нет связи с сервером, пробую снова…", asleep: "Бот не отвечает: запустите его, сообщения подождут",
    sent: "доставлено", waiting: "ждёт бота", play: "Слушать", pause: "Пауза", "new-for": "Новое сообщение", okay: "Понятно", forward: "Переслать чужие слова", "forward-text": "Текст", link: "Ссылка", spoiler: "Скрытый текст", "not-here": "Здесь такая ссылка не открывается",
  },
  en: {
    people: "People", chats: "Chats", clock: "Clock", theme: "Theme", "theme-auto": "as the system",
    "theme-light": "light", "theme-dark": "dark", language: "RU", "language-label": "Переключить на русский",
    back: "Back to people", close: "Close", more: "More", write: "Message", send: "Send", save: "Save",
    attach: "Attach", commands: "Commands", keys: "Bot keyboard", "keys-fold": "Fold the bot keyboard",
    voice: "Record a voice note", "voice-stop": "Send the recording", "voice-cancel": "Cancel the recording", recording: "Recording",
    messages: "Messages", earlier: "Show earlier", newest: "To the newest", edited: "edited", typing: "is typing…",
    upload_photo: "is sending a photo…", upload_document: "is sending a file…", record_voice: "is recording…",
    start: "Start", restart: "Unblock the bot", empty: "Nothing said here yet",
    "empty-invite": "Invited: Start opens the link",
    choose: "Choose whose phone to hold", "choose-more": "Several may be open side by side",
    manager: "manager", head: "head of sales", director: "director", administrator: "administrator",
    stranger: "stranger", group: "group", you: "You", unread: "unread", members: "members",
    photo: "Photo", document: "File", contact: "Contact", location: "Location", "voice-note": "Voice note", unknown: "The page does not show messages of this kind",
    "message-menu": "Message actions", reply: "Reply", edit: "Edit", copy: "Copy text", copied: "Copied",
    "reply-to": "Reply", editing: "Editing a message", cancel: "Cancel", caption: "Caption", "send-as": "Writing as",
    "send-photo": "Photo", "send-file": "File", "send-contact": "Contact", "send-location": "Location", "send-sample": "Sample voice note, 3 s",
    name: "Name", phone: "Phone", "share-phone": "Share your number with the bot?", "share-place": "Where are you?",
    latitude: "Latitude", longitude: "Longitude", "no-mic": "No microphone. Send a sample recording?", forwarded: "Forwarded from",
    download: "Download", open: "Open", "whose-link": "Who opens the link?", "new-person": "Somebody new", "add-person": "Add somebody",
    "start-param": "Start parameter (optional)", "speaks": "Language", add: "Add", "too-big": "The file is over 20 MB", failed: "That did not work",
    "bad-picture": "This is no picture", block: "Stop the bot", "open-link": "Open a link with a parameter", turn: "Turn the clock",
    tomorrow: "Tomorrow 08:29", evening: "Today 18:29", "evening-next": "Tomorrow 18:29", monday: "Monday 08:29", first: "The 1st 08:29",
    minute: "+1 min", quarter: "+15 min", hour: "+1 hour", "own-moment": "Date and time", "turn-to": "Turn",
    "clock-hint": "In the evening and in the morning a minute is left before the pushes: press “+1 min”.", "clock-fixed": "The clock shows the real time",
    today: "Today", offline: "No connection to the server, trying again…", asleep: "The bot does not answer: start it, the messages will wait",
    sent: "delivered", waiting: "waits for the bot", play: "Play", pause: "Pause", "new-for": "New message", okay: "OK", forward: "Forward somebody's words", "forward-text": "Text", link: "Link", spoiler: "Hidden text", "not-here": "Such a link does not open here",
  },
};

let language = localStorage.getItem("language") === "en" ? "en" : "ru";

export const t = (key) => WORDS[language][key] ?? key;
export const spoken = () => language;
export const known = (key) => key in WORDS.ru;

export function speak(other) {
  language = other;
  localStorage.setItem("language", other);
  document.documentElement.lang = other;
}

document.documentElement.lang = language;
