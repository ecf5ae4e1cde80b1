/* How wide words are in the map's typeface. */

export class Pen {
  #context;

  /** @param {HTMLElement} container whose typeface it is */
  constructor(container) {
    this.container = container;
    const context = document.createElement("canvas").getContext("2d");
    if (!context) throw new Error("no canvas to measure words on");
    this.#context = context;
  }

  /** A function that gives the width in px of a text.
   * @param {number} px size of the type
   * @param {number} weight of the type */
  at(px, weight) {
    const font = `${weight} ${px}px ${getComputedStyle(this.container).fontFamily}`;
    return (/** @type {string} */ text) => {
      this.#context.font = font;
      return this.#context.measureText(text).width;
    };
  }
}
