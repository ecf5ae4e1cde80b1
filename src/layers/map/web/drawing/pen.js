/* How wide words are in the map's typeface. */

export class Pen {
  #context;
  #family;

  /** @param {HTMLElement} container whose typeface it is */
  constructor(container) {
    this.container = container;
    const context = document.createElement("canvas").getContext("2d");
    if (!context) throw new Error("no canvas to measure words on");
    this.#context = context;
    this.#family = "";
  }

  /** Read the typeface anew. Asking for it makes the browser compute every style that has changed, so this
   * is done once before words are placed, not for each of them. */
  readTypeface() {
    this.#family = getComputedStyle(this.container).fontFamily;
  }

  /** A function that gives the width in px of a text.
   * @param {number} px size of the type
   * @param {number} weight of the type */
  at(px, weight) {
    const font = `${weight} ${px}px ${this.#family}`;
    return (/** @type {string} */ text) => {
      this.#context.font = font;
      return this.#context.measureText(text).width;
    };
  }
}
