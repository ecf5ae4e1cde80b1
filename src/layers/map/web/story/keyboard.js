/* Keys and clickers: what each key does, and numbers of scenes typed digit by digit. */

const DIGITS_MS = 1000;
/** What cannot be done from the speaker's window. */
const HERE_ONLY = ["f", "F5", "s", "?", "h"];

/** What a key is for, whatever the layout of the keyboard: a Cyrillic one has the letters elsewhere.
 * @param {{ key: string, code: string }} event */
export function nameOfKey({ key, code }) {
  if (/^[\x21-\x7e]$/.test(key)) return key.toLowerCase();
  if (key === " ") return "Space";
  if (key.length === 1 && /^Key[A-Z]$/.test(code)) return code.slice(3).toLowerCase();
  return key;
}

/** What keys and buttons do, by name of the key.
 * @param {import("./presenter").Presenter} presenter
 * @returns {Record<string, () => void>} */
export function actionsOf(presenter) {
  const next = () => presenter.move(1);
  const back = () => presenter.move(-1);
  const black = () => presenter.blackOut(!presenter.isBlack);
  const full = () => presenter.fullScreen();
  const help = () => presenter.toggleHelp();
  return {
    ArrowRight: next,
    ArrowDown: next,
    Space: next,
    PageDown: next,
    Enter: next,
    ArrowLeft: back,
    ArrowUp: back,
    PageUp: back,
    Backspace: back,
    Home: () => presenter.go(0),
    End: () => presenter.go(presenter.scenes.length - 1),
    b: black,
    ".": black,
    f: full,
    F5: full,
    s: () => presenter.speaker.open(),
    l: () => presenter.otherLanguage(),
    t: () => presenter.otherTheme(),
    "?": help,
    h: help,
    Escape: () => presenter.escape(),
  };
}

export class Keyboard {
  #digits = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {import("./presenter").Presenter} presenter */
  constructor(presenter) {
    this.presenter = presenter;
    this.actions = actionsOf(presenter);
  }

  /** @param {KeyboardEvent} event @param {boolean} far the key was pressed in the speaker's window */
  press(event, far) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const name = nameOfKey(event);
    const pressed = /** @type {Element} */ (event.target).closest?.("button");
    if (pressed && (name === "Enter" || name === "Space")) return; // the button does what it says
    const act = this.#actFor(name, far);
    if (!act) return;
    event.preventDefault();
    if (!event.repeat || /^\d$/.test(name)) act();
  }

  /** @param {string} name @param {boolean} far @returns {(() => void) | null} */
  #actFor(name, far) {
    if (/^\d$/.test(name)) return () => this.#digit(name);
    if (name === "Enter" && this.#digits) return () => this.#jump();
    if (!Object.hasOwn(this.actions, name) || (far && HERE_ONLY.includes(name))) return null;
    return this.actions[name];
  }

  /** @param {string} digit */
  #digit(digit) {
    const { presenter } = this;
    this.#digits = (this.#digits + digit).slice(-3);
    presenter.say(presenter.state.words.t("present.going", { n: this.#digits }));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#jump(), DIGITS_MS);
  }

  #jump() {
    const { presenter } = this;
    const n = Number(this.#digits);
    const all = presenter.scenes.length;
    clearTimeout(this.#timer);
    this.#digits = "";
    if (n < 1 || n > all) {
      presenter.say(presenter.state.words.t("present.no_number", { n, all }));
      return;
    }
    presenter.hush();
    presenter.go(n - 1);
  }
}
