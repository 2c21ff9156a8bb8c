// The server: acts of people, and one long poll for everything, so that many open chats need one connection.

export async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

export const fileUrl = (id) => `/chat/files/${encodeURIComponent(id)}`;

export class News {
  // `opened` tells what is open, as [[chat, change seen, messages wanted]]; `told` gets each piece of news.
  constructor(opened, told, lost) {
    Object.assign(this, { opened, told, lost, change: -1, abort: null });
  }

  async run() {
    for (;;) {
      try {
        await this.#ask();
      } catch (problem) {
        if (problem.name === "AbortError") continue;
        this.lost(problem);
        this.change = -1;
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
  }

  // Ask anew: another chat has been opened.
  refresh() {
    this.abort?.abort();
  }

  async #ask() {
    this.abort = new AbortController();
    const open = this.opened().map((one) => one.join(":")).join(",");
    const response = await fetch(`/chat/news?after=${this.change}&open=${open}`, { signal: this.abort.signal });
    if (!response.ok) throw new Error(String(response.status));
    const news = await response.json();
    this.change = news.change;
    this.told(news);
  }
}

export async function base64(blob) {
  const url = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
  return url.slice(url.indexOf(",") + 1);
}
