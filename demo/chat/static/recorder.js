// A voice note from the microphone; where there is none, a tone to stand for it.

import { base64 } from "./api.js";
import { choices } from "./dialog.js";
import { h, icon, iconButton } from "./dom.js";
import { clock } from "./media.js";
import { sample } from "./attach.js";
import { t } from "./texts.js";

export class Recorder {
  constructor(pane, composer) {
    this.pane = pane;
    this.composer = composer;
    this.button = iconButton("mic", "", () => this.start(), { class: "round send" });
    this.time = h("span", { class: "recorded" });
    this.cancel = iconButton("close", "", () => this.stop(false));
    this.done = iconButton("send", "", () => this.stop(true), { class: "round send" });
    this.label = h("span", {});
    this.node = h("div", { class: "compose-row recording", hidden: true }, this.cancel, h("span", { class: "recording-dot", "aria-hidden": "true" }), this.label, this.time, this.done);
    this.node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.stop(false);
    });
  }

  update() {
    for (const [button, key] of [[this.button, "voice"], [this.cancel, "voice-cancel"], [this.done, "voice-stop"]]) {
      button.title = t(key);
      button.setAttribute("aria-label", t(key));
    }
    this.label.textContent = t("recording");
  }

  async start() {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      choices(t("no-mic"), [{ icon: "mic", label: t("send-sample"), act: () => sample(this.pane) }]);
      return;
    }
    const recorder = new MediaRecorder(stream);
    const pieces = [];
    const began = performance.now();
    recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    recorder.addEventListener("stop", () => {
      stream.getTracks().forEach((track) => track.stop());
      clearInterval(this.timer);
      this.shown(false);
      if (this.wanted) this.send(new Blob(pieces, { type: recorder.mimeType }), Math.max(1, Math.round((performance.now() - began) / 1000)));
    });
    recorder.start();
    this.recorder = recorder;
    const drawn = () => { this.time.textContent = clock((performance.now() - began) / 1000); };
    drawn();
    this.timer = setInterval(drawn, 250);
    this.shown(true);
    this.done.focus();
  }

  shown(recording) {
    this.node.hidden = !recording;
    this.composer.row.hidden = recording;
    if (!recording) this.composer.focus();
  }

  stop(wanted) {
    this.wanted = wanted;
    this.recorder.stop();
  }

  async send(blob, duration) {
    await this.pane.act("voice", { data: await base64(blob), name: "voice.ogg", mime: blob.type || "audio/webm", duration });
  }
}

// A soft two-note sound of so many seconds, as a WAV.
export function tone(seconds, rate = 8000) {
  const count = seconds * rate;
  const view = new DataView(new ArrayBuffer(44 + count * 2));
  const write = (at, text) => [...text].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)));
  write(0, "RIFF"); view.setUint32(4, 36 + count * 2, true); write(8, "WAVEfmt ");
  view.setUint32(16, 16, true); view.setUint16(20, 1, true); view.setUint16(22, 1, true);
  view.setUint32(24, rate, true); view.setUint32(28, rate * 2, true); view.setUint16(32, 2, true); view.setUint16(34, 16, true);
  write(36, "data"); view.setUint32(40, count * 2, true);
  for (let i = 0; i < count; i += 1) {
    const pitch = Math.floor(i / (rate / 2)) % 2 ? 330 : 262;
    view.setInt16(44 + i * 2, Math.sin((2 * Math.PI * pitch * i) / rate) * 6000, true);
  }
  return new Blob([view], { type: "audio/wav" });
}
