/* The speaker's own window: notes, what comes next, the time. Written node by node by the window that shows
   the scenes, so that it works from a file too; either window may be closed at any moment. */

import { el, fill } from "../dom.js";

const TICK_MS = 500;
const FEATURES = "popup,width=1100,height=760";

/** @param {number} n */
const two = (n) => String(n).padStart(2, "0");

/** Hours, if there are any, minutes and seconds. @param {number} seconds */
function elapsed(seconds) {
  const hours = seconds >= 3600 ? `${Math.floor(seconds / 3600)}:` : "";
  return `${hours}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** The empty elements of the window. @param {() => void} reset */
function makeParts(reset) {
  return {
    count: el("span", { class: "sr-count" }),
    clock: el("time"),
    elapsed: el("time", { class: "sr-elapsed" }),
    reset: el("button", { type: "button", onclick: reset }),
    title: el("h1"),
    notes: el("div", { class: "sr-notes", tabindex: "0", role: "region" }),
    nextHead: el("h2"),
    nextTitle: el("h3"),
    nextText: el("p"),
    sourcesHead: el("h2"),
    sources: el("ul"),
    dark: el("p", { class: "sr-dark", role: "status" }),
  };
}

export class Speaker {
  /** @param {import("./presenter").Presenter} presenter */
  constructor(presenter) {
    this.presenter = presenter;
    /** @type {Window | null} */
    this.window = null;
    this.since = Date.now();
    this.parts = this.#renew();
    setInterval(() => this.#tick(), TICK_MS);
    window.addEventListener("pagehide", () => {
      if (this.#page()) this.parts.dark.textContent = this.presenter.state.words.t("present.gone");
    });
  }

  /** The document of the window, while it is open. */
  #page() {
    return this.window && !this.window.closed ? this.window.document : null;
  }

  #renew() {
    return makeParts(() => {
      this.since = Date.now();
      this.#tick();
    });
  }

  open() {
    if (this.#page()) {
      this.window?.focus();
      return;
    }
    this.window = window.open("", "searoom-speaker", FEATURES);
    const page = this.#page();
    if (!this.window || !page) {
      this.presenter.say(this.presenter.state.words.t("present.blocked"));
      return;
    }
    const styles = [...document.head.querySelectorAll("style")].map((style) => page.importNode(style, true));
    page.head.replaceChildren(el("meta", { charset: "utf-8" }), ...styles);
    page.body.className = "sr-speaker sr-page";
    /* One listener, in the place of one that an earlier document may have left. */
    this.window.onkeydown = (event) => this.presenter.key(event, true);
    this.parts = this.#renew();
    page.body.replaceChildren(...this.#build());
    this.write();
  }

  #build() {
    const { count, dark, clock, elapsed: passed, reset, title, notes } = this.parts;
    const { nextHead, nextTitle, nextText, sourcesHead, sources } = this.parts;
    return [
      el("header", {}, [count, dark, clock, passed, reset]),
      el("main", {}, [
        el("section", {}, [title, notes]),
        el("aside", {}, [nextHead, nextTitle, nextText, sourcesHead, sources]),
      ]),
    ];
  }

  /** Bring the window up to date, if there is one. */
  write() {
    const page = this.#page();
    if (!page) return;
    const { presenter, parts } = this;
    const { words, view } = presenter.state;
    const now = presenter.wordsOf(presenter.index);
    page.title = words.t("present.speaker");
    page.documentElement.lang = view.language;
    page.documentElement.setAttribute("data-sr-theme", view.theme);
    parts.count.textContent = presenter.counter;
    parts.title.textContent = now.title;
    const notes = (now.notes || words.t("present.no_notes")).split(/\n+/);
    fill(
      parts.notes,
      notes.map((line) => el("p", {}, line)),
    );
    parts.notes.setAttribute("aria-label", words.t("present.notes"));
    parts.notes.scrollTop = 0;
    this.#writeNext();
    parts.sourcesHead.textContent = now.sources.length ? words.t("present.sources") : "";
    fill(
      parts.sources,
      now.sources.map((source) => el("li", {}, source)),
    );
    parts.reset.textContent = words.t("present.reset");
    parts.dark.textContent = presenter.isBlack ? words.t("present.is_black") : "";
    this.#tick();
  }

  #writeNext() {
    const { presenter, parts } = this;
    const { words } = presenter.state;
    const following = presenter.index + 1;
    const next = following < presenter.scenes.length ? presenter.wordsOf(following) : null;
    parts.nextHead.textContent = words.t("present.then");
    parts.nextTitle.textContent = next ? next.title : words.t("present.last");
    parts.nextText.textContent = next ? next.text : "";
  }

  #tick() {
    if (!this.#page()) return;
    const now = new Date();
    this.parts.clock.textContent = `${two(now.getHours())}:${two(now.getMinutes())}`;
    this.parts.elapsed.textContent = elapsed(Math.floor((now.getTime() - this.since) / 1000));
  }
}
