/* What stands on the screen beside the map while a story is told: words, figures, key, progress, notices. */

import { el, fill } from "../dom.js";

/** @typedef {import("../types").SceneWords} SceneWords */

const SMALLEST = 0.4;
const FIT_STEP = 0.03;
const NOTE_MS = 5000;
const IDLE_MS = 2600;
/** A figure of more letters than this is set in smaller type. */
const MANY_LETTERS = 9;

export class Stage {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #noteTimer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #idleTimer;

  /** @param {HTMLElement} root @param {() => void} onLight what a click on the black screen does */
  constructor(root, onLight) {
    this.root = root;
    this.counter = el("span", { class: "sr-count" });
    this.name = el("span", { class: "sr-of" });
    this.title = el("h1");
    this.text = el("p", { class: "sr-words" });
    this.figures = el("dl", { class: "sr-figures" });
    this.panel = el("div", { class: "sr-panel" }, [this.title, this.text, this.figures]);
    const over = el("p", { class: "sr-over" }, [this.counter, this.name]);
    this.side = el("section", { class: "sr-side" }, [over, this.panel]);
    this.done = el("i");
    this.key = el("ul", { class: "sr-key-row" });
    this.small = el("p", { class: "sr-small-print" });
    const progress = el("div", { class: "sr-progress", "aria-hidden": "true" }, this.done);
    this.band = el("footer", { class: "sr-band" }, [progress, this.key, this.small]);
    this.buttons = el("div", { class: "sr-buttons", role: "toolbar" });
    this.live = el("p", { class: "sr-hidden", "aria-live": "polite" });
    this.toast = el("p", { class: "sr-toast", role: "status" });
    this.black = el("div", { class: "sr-black", hidden: true, onclick: onLight });
    this.help = el("dialog", { class: "sr-help" });
    root.classList.add("sr-presenting");
    document.body.classList.add("sr-story");
    root.prepend(this.side);
    root.append(this.band, this.buttons, this.live, this.toast, this.help, this.black);
  }

  /** One unit for all type: it grows with the window, and so does the drawing on the map.
   * Gives back how much larger than usual the map is to be drawn. */
  size() {
    const { innerWidth: wide, innerHeight: high } = window;
    const squarish = wide / high < 1.5;
    const unit = Math.max(9, Math.min(wide * (squarish ? 0.0118 : 0.011), high * 0.0178));
    const scale = Math.max(1, Math.min(3, unit / 13));
    this.root.style.setProperty("--u", `${unit.toFixed(2)}px`);
    this.root.style.setProperty("--scale", scale.toFixed(3));
    return scale;
  }

  /** @param {SceneWords} scene @param {string} counter @param {number} share of the story that is told */
  write(scene, counter, share) {
    this.counter.textContent = counter;
    this.title.textContent = scene.title;
    this.text.textContent = scene.text;
    this.figures.hidden = !scene.figures.length;
    const figures = scene.figures.map(([value, label]) =>
      el("div", { class: value.length > MANY_LETTERS ? "sr-long" : "" }, [
        el("dt", {}, label),
        el("dd", {}, value),
      ]),
    );
    fill(this.figures, figures);
    this.done.style.width = `${100 * share}%`;
    this.live.textContent = `${counter}. ${scene.title}`;
  }

  /** Words never run out of their place: longer ones are set smaller. */
  fit() {
    for (const box of [this.panel, this.key, this.small]) {
      for (let size = 1; size > SMALLEST; size -= FIT_STEP) {
        box.style.setProperty("--fit", size.toFixed(2));
        if (box.scrollHeight <= box.clientHeight && box.scrollWidth <= box.clientWidth) break;
      }
    }
  }

  /** Say something for a moment. @param {string} text */
  say(text) {
    this.toast.textContent = text;
    clearTimeout(this.#noteTimer);
    this.#noteTimer = setTimeout(() => this.hush(), NOTE_MS);
  }

  hush() {
    this.toast.textContent = "";
  }

  /** Show the buttons until the pointer has rested for a while. */
  wake() {
    this.root.classList.add("sr-awake");
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => this.root.classList.remove("sr-awake"), IDLE_MS);
  }
}
