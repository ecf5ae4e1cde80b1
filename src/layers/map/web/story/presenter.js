/* The presenter: a story on the map, one scene after the other, by keyboard or clicker. Only there when the
   document carries a story; the words of it reach the page through textContent alone. */

import { fill } from "../dom.js";
import { readQuery } from "../rules/address.js";
import { askedByAddress } from "./address.js";
import { drawButtons, writeHelp } from "./buttons.js";
import { Callouts } from "./callouts.js";
import { boundsOf, Flight } from "./flight.js";
import { Keyboard } from "./keyboard.js";
import { sceneKey } from "./scene-key.js";
import { Speaker } from "./speaker.js";
import { Stage } from "./stage.js";

const SWIPE_PX = 50;

export class Presenter {
  #stage;
  #flight;
  #keyboard;
  #opened = false;

  /** @param {import("../attach").Instance} instance
   * @param {import("../types").StoryDocument} document_ */
  constructor(instance, { story, text }) {
    this.map = instance.map;
    this.state = instance.state;
    this.geometry = instance.geometry;
    this.labels = instance.labels;
    this.story = story;
    this.scenes = story.scenes;
    this.index = 0;
    for (const [language, words] of Object.entries(text))
      Object.assign(this.state.data.text[language], words);
    this.callouts = new Callouts(this.map, this.state, this.geometry, this.labels);
    this.labels.callouts = this.callouts;
    this.speaker = new Speaker(this);
    this.state.obstacles.push(() => this.#scaleBox());
    this.#stage = new Stage(instance.root, () => this.blackOut(false));
    this.#flight = new Flight(this.map);
    this.#keyboard = new Keyboard(this);
    this.#bind();
    this.#size();
    const asked = askedByAddress(this.scenes);
    this.index = asked.index;
    this.#show();
    this.#sayUnknown(asked.unknown);
  }

  scene() {
    return this.scenes[this.index];
  }

  /** Words of a scene in the language in use. @param {number} index */
  wordsOf(index) {
    return this.scenes[index].words[this.state.view.language];
  }

  /** Where in the story we are, in words. */
  get counter() {
    return this.state.words.t("present.counter", { n: this.index + 1, all: this.scenes.length });
  }

  get isBlack() {
    return !this.#stage.black.hidden;
  }

  get flying() {
    return this.#flight.flying;
  }

  /** What the scene is about on the map. */
  bounds() {
    return boundsOf(this.state, this.scene());
  }

  /** Where the scale bar stands on the map: no name goes there. @returns {import("../types").Box} */
  #scaleBox() {
    const container = this.map.getContainer();
    const bar = /** @type {Element} */ (
      container.querySelector(".leaflet-control-scale")
    ).getBoundingClientRect();
    const map = container.getBoundingClientRect();
    return [bar.left - map.left, bar.top - map.top, bar.right - map.left, bar.bottom - map.top];
  }

  #bind() {
    const { map, state } = this;
    const stage = this.#stage;
    const box = map.getContainer();
    document.addEventListener("keydown", (event) => this.key(event, false));
    /* The arrows turn scenes, and a click tells no more than the pointer already does. */
    map.keyboard.disable();
    box.removeAttribute("tabindex");
    box.setAttribute("role", "region");
    box.addEventListener("click", (event) => event.stopPropagation(), true);
    window.addEventListener("hashchange", () => this.#followHash());
    map.on("resize", () => {
      this.#size();
      stage.fit();
      this.#fly(true);
    });
    for (const name of ["mousemove", "pointerdown"]) document.addEventListener(name, () => stage.wake());
    this.#bindSwipes();
    state.listen((changed) => {
      if (changed.language || changed.theme) this.#retell();
    });
    document.fonts.ready.then(() => stage.fit());
  }

  #bindSwipes() {
    const { side } = this.#stage;
    let from = 0;
    const begin = (/** @type {TouchEvent} */ event) => {
      from = event.touches[0].clientX;
    };
    side.addEventListener("touchstart", begin, { passive: true });
    side.addEventListener("touchend", (event) => {
      const dx = event.changedTouches[0].clientX - from;
      if (Math.abs(dx) > SWIPE_PX) this.move(dx < 0 ? 1 : -1);
    });
  }

  #size() {
    this.state.scale = this.#stage.size();
    this.geometry.styleLegs();
  }

  /** The page is laid out: show where the scene is. */
  open() {
    this.#opened = true;
    this.geometry.stylePlaces();
    this.#fly(true);
    this.labels.place();
  }

  /** Go to a scene: words at once, map on its way. @param {number} index */
  go(index) {
    if (index < 0 || index >= this.scenes.length) return;
    this.blackOut(false);
    this.#stage.help.close();
    if (index === this.index) return;
    this.index = index;
    this.#show();
    this.#fly(false);
  }

  /** @param {number} steps */
  move(steps) {
    this.go(Math.max(0, Math.min(this.scenes.length - 1, this.index + steps)));
  }

  /** @param {boolean} now at once */
  #fly(now) {
    if (this.#opened) this.#flight.to(this.bounds(), now);
  }

  #show() {
    const scene = this.scene();
    const { state } = this;
    this.map.stop();
    state.emphasis = scene.labels;
    this.callouts.set(this.wordsOf(this.index).callouts);
    state.highlight(scene.highlights);
    state.change(scene.view);
    this.geometry.stylePlaces();
    this.labels.place();
    this.#write();
    this.#keepHash();
  }

  /** The same scene in another language or light; the map stays where it is, or on its way. */
  #retell() {
    this.callouts.set(this.wordsOf(this.index).callouts);
    this.#write();
    this.labels.place();
    this.#keepHash();
  }

  #write() {
    const { words, data } = this.state;
    const stage = this.#stage;
    const scene = this.wordsOf(this.index);
    const title = words.local(this.story.title);
    stage.write(scene, this.counter, (this.index + 1) / this.scenes.length);
    stage.name.textContent = title;
    const smallPrint = [scene.known, words.t("map.boundary_note"), words.local(data.credits)];
    stage.small.textContent = smallPrint.join(" ");
    stage.side.setAttribute("aria-label", words.t("present.scene"));
    this.map.getContainer().setAttribute("aria-label", words.t("present.map"));
    document.title = `${scene.title} · ${title}`;
    document.documentElement.lang = words.language;
    this.#writeKey();
    const ends = { first: this.index === 0, last: this.index === this.scenes.length - 1 };
    drawButtons(stage.buttons, words, this.#keyboard.actions, ends);
    writeHelp(stage.help, words);
    stage.fit();
    this.speaker.write();
  }

  #writeKey() {
    const { geometry, state } = this;
    const { key } = this.#stage;
    const legs = geometry.legs.filter(({ shown, leg }) => shown && leg.corridors.length);
    const places = geometry.places.filter(({ shown, place }) => shown && place.kind !== "hub");
    key.setAttribute("aria-label", state.words.t("present.key"));
    const items = sceneKey(
      state,
      legs.map(({ leg }) => leg),
      places.map(({ place }) => place),
    );
    fill(key, items);
  }

  #keepHash() {
    const { language, theme } = this.state.view;
    const query = new URLSearchParams({ scene: this.scene().id, language, theme });
    history.replaceState(null, "", `#${query}`);
  }

  #followHash() {
    const { index, unknown, look } = askedByAddress(this.scenes);
    this.state.change(readQuery(look, this.state).view);
    this.go(index);
    this.#keepHash();
    this.#sayUnknown(unknown);
  }

  /** @param {string} scene */
  #sayUnknown(scene) {
    if (scene) this.say(this.state.words.t("present.unknown_scene", { scene }));
  }

  /** @param {KeyboardEvent} event @param {boolean} far the key was pressed in the speaker's window */
  key(event, far) {
    this.#keyboard.press(event, far);
  }

  /** @param {boolean} on */
  blackOut(on) {
    if (on) {
      this.#stage.help.close();
      this.#stage.live.textContent = this.state.words.t("present.is_black");
    }
    this.#stage.black.hidden = !on;
    this.speaker.write();
  }

  escape() {
    this.blackOut(false);
    this.#stage.help.close();
    this.hush();
  }

  /** Fill the screen, or leave it. */
  async fullScreen() {
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else await document.documentElement.requestFullscreen();
    } catch {
      this.say(this.state.words.t("present.no_full"));
    }
  }

  otherLanguage() {
    const all = Object.keys(this.state.data.text);
    const next = (all.indexOf(this.state.view.language) + 1) % all.length;
    this.state.change({ language: all[next] });
  }

  otherTheme() {
    this.state.change({ theme: this.state.view.theme === "dark" ? "light" : "dark" });
  }

  toggleHelp() {
    const { help } = this.#stage;
    if (help.open) help.close();
    else help.showModal();
  }

  /** Say something for a moment. @param {string} text */
  say(text) {
    this.#stage.say(text);
  }

  hush() {
    this.#stage.hush();
  }
}
