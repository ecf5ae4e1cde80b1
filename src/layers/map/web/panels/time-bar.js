/* The bar below the map: the date, what happened and when, and the way from event to event. */

import { el, fill, keepFocus } from "../dom.js";
import { addMonths, dayAt, dayIndex, withinDates } from "../rules/dates.js";
import { eventsOf, latestEvent, neighbouringDay } from "../rules/events.js";
import { eventDate } from "../rules/table.js";

const STEP_MS = 1800;
/** How many months a key moves the date; with Shift, days. @type {Record<string, number>} */
const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12 };

export class TimeBar {
  /** @param {HTMLElement} root @param {import("../state").State} state */
  constructor(root, state) {
    this.root = root;
    this.state = state;
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.timer = undefined;
    /** While the slider is being dragged its element must stay. */
    this.dragging = false;
    this.slider = el("input");
    this.label = el("output");
    this.caption = el("p");
    root.setAttribute("role", "group");
    this.draw();
  }

  /** @param {string} day */
  go(day) {
    this.state.change({ date: withinDates(this.state.data, day) }, true);
  }

  /** Go to the nearest day on which something happened. @param {boolean} forward */
  #step(forward) {
    const day = neighbouringDay(this.state, forward);
    if (day) this.go(day);
    return day;
  }

  /** Go from event to event by itself; stop, if it does already. */
  #play() {
    if (this.timer) {
      this.#stop();
      return;
    }
    if (!neighbouringDay(this.state, true)) this.go(this.state.data.dates[0]);
    this.timer = setInterval(() => {
      const gone = !this.root.isConnected; // the visitor has gone to another page
      if (gone || !this.#step(true) || !neighbouringDay(this.state, true)) this.#stop();
    }, STEP_MS);
    this.draw();
  }

  #stop() {
    clearInterval(this.timer);
    this.timer = undefined;
    this.draw();
  }

  draw() {
    this.root.setAttribute("aria-label", this.state.words.t("map.date"));
    keepFocus(this.root, () => {
      this.caption = el("p", { class: "sr-happened" }, this.#happened());
      this.root.replaceChildren(this.#buttons(), this.#track(), this.#readout(), this.caption);
    });
  }

  #buttons() {
    const { words } = this.state;
    const button = (
      /** @type {string} */ key,
      /** @type {string} */ label,
      /** @type {string} */ sign,
      /** @type {() => void} */ onclick,
      disabled = false,
    ) =>
      el(
        "button",
        { type: "button", "data-key": key, "aria-label": label, title: label, disabled, onclick },
        sign,
      );
    const [back, next] = [false, true].map((forward) => neighbouringDay(this.state, forward));
    const play = words.t(this.timer ? "map.stop" : "map.play");
    return el("div", { class: "sr-steps" }, [
      button("play", play, this.timer ? "❚❚" : "▶", () => this.#play()),
      button("event-back", words.t("map.event_back"), "‹", () => this.#step(false), !back),
      button("event-next", words.t("map.event_next"), "›", () => this.#step(true), !next),
    ]);
  }

  #track() {
    const { state } = this;
    const { words, data } = state;
    const [first, last, known] = data.dates;
    const [from, to] = [dayIndex(first), dayIndex(last)];
    const place = (/** @type {string} */ day) => ({
      left: `calc(10px + (100% - 20px) * ${(dayIndex(day) - from) / (to - from)})`,
    });
    this.slider = this.#makeSlider(from, to);
    const years = [];
    for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year++) {
      years.push(el("i", { class: "sr-year", style: place(`${year}-01-01`) }, year));
    }
    const ticks = eventsOf(state)
      .filter((event) => event.day >= first)
      .map((event) => el("i", { class: `sr-event sr-${event.direction}`, style: place(event.day) }));
    const title = words.t("map.evidence_ends", { date: words.date(data.evidenceEnd) });
    const end = el("i", { class: "sr-end", style: place(known), title });
    return el("div", { class: "sr-track" }, [
      el("div", { class: "sr-strip", "aria-hidden": "true" }, [...ticks, end]),
      this.slider,
      el("div", { class: "sr-years", "aria-hidden": "true" }, years),
    ]);
  }

  /** @param {number} min @param {number} max */
  #makeSlider(min, max) {
    const { words, view } = this.state;
    const slider = el("input", {
      type: "range",
      min,
      max,
      step: 1,
      "data-key": "date",
      "aria-label": words.t("map.date"),
      oninput: () => {
        this.dragging = true;
        this.go(dayAt(Number(slider.value)));
      },
      onchange: () => {
        this.dragging = false;
        this.draw();
      },
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
    });
    slider.value = String(dayIndex(view.date));
    slider.setAttribute("aria-valuetext", words.date(view.date));
    return slider;
  }

  /** By keyboard a month a step, a day with Shift: a day at a time would take an hour.
   * @param {KeyboardEvent} event */
  #key(event) {
    const by = STEPS[event.key];
    if (!by) return;
    event.preventDefault();
    const now = this.state.view.date;
    this.go(event.shiftKey ? dayAt(dayIndex(now) + by) : addMonths(now, by));
  }

  #readout() {
    const { state } = this;
    const { words } = state;
    const [min, max, known] = state.data.dates;
    this.label = el("output", { class: "sr-day" }, this.#dayText());
    const pick = el("input", {
      type: "date",
      class: "sr-pick-day",
      "data-key": "day",
      min,
      max,
      value: state.view.date,
      "aria-label": words.t("map.pick_day"),
      onchange: () => {
        if (pick.value && withinDates(state.data, pick.value) === pick.value) this.go(pick.value);
      },
    });
    const toKnown = el(
      "button",
      {
        type: "button",
        class: "sr-known",
        "data-key": "known",
        disabled: state.view.date === known,
        title: words.t("map.last_known_hint"),
        onclick: () => this.go(known),
      },
      words.t("map.last_known"),
    );
    return el("div", { class: "sr-readout" }, [this.label, pick, toKnown]);
  }

  /** @returns {import("../dom").Child[]} */
  #dayText() {
    const { words, view, data } = this.state;
    const ahead = view.date > data.evidenceEnd;
    return [words.date(view.date), ahead ? el("small", {}, words.t("map.as_announced")) : null];
  }

  /** @returns {import("../dom").Child[]} */
  #happened() {
    const { state } = this;
    const { words } = state;
    const event = latestEvent(state);
    const all = eventsOf(state);
    if (!event) return [words.t(all.length ? "map.no_event_yet" : "map.no_event")];
    const direction = words.t(`direction.${event.direction}`);
    const mark = state.data.style.directionMark[event.direction];
    const count = words.t("map.event_of", { n: all.indexOf(event) + 1, all: all.length });
    return [
      el("b", { class: `sr-mark sr-${event.direction}`, title: direction }, mark),
      " ",
      el("span", { class: "sr-when" }, `${eventDate(words, event)} · ${direction}: `),
      words.local(event.title),
      event.confidence === "low" ? ` (${words.t("confidence.low")})` : "",
      el("span", { class: "sr-count" }, ` ${count}`),
    ];
  }

  /** Follow the view. @param {import("../state").Changed} changed */
  update(changed) {
    if (!(changed.date || changed.selection || changed.language)) return;
    if (!this.dragging) {
      this.draw();
      return;
    }
    fill(this.label, this.#dayText());
    fill(this.caption, this.#happened());
    this.slider.setAttribute("aria-valuetext", this.state.words.date(this.state.view.date));
  }
}
