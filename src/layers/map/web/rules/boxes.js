/* Boxes of words in pixels: which overlap, where a name may stand around its symbol. */

/** @typedef {import("../types").Box} Box */

/** @param {Box} a @param {Box} b */
export const overlap = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

/** The box lies inside a frame of this size, so far from its edge.
 * @param {Box} box
 * @param {{ x: number, y: number }} size
 * @param {number} edge */
export const isInside = (box, size, edge) =>
  box[0] >= edge && box[1] >= edge && box[2] <= size.x - edge && box[3] <= size.y - edge;

/** @param {Box} box @param {number} by @returns {Box} */
export const grow = ([left, top, right, bottom], by) => [left - by, top - by, right + by, bottom + by];

/** Top left corners of words around a point, the better ones first.
 * @param {{ x: number, y: number }} at
 * @param {number} off from the point to the words
 * @param {number} w
 * @param {number} h
 * @returns {[number, number][]} */
export function spotsAround({ x, y }, off, w, h) {
  const near = off * 0.7;
  return [
    [x + off, y - h / 2],
    [x - off - w, y - h / 2],
    [x - w / 2, y - off - h],
    [x - w / 2, y + off],
    [x + near, y - off - h * 0.7],
    [x - near - w, y - off - h * 0.7],
    [x + near, y + off * 0.6],
    [x - near - w, y + off * 0.6],
  ];
}

/** The first of several boxes that touches nothing taken and lies inside the frame; its index, or -1.
 * @param {Box[]} boxes
 * @param {Box[]} taken
 * @param {{ x: number, y: number }} size
 * @param {number} edge */
export const firstFree = (boxes, taken, size, edge) =>
  boxes.findIndex((box) => isInside(box, size, edge) && !taken.some((other) => overlap(box, other)));
