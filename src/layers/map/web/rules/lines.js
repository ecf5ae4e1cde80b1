/* Lines and areas as the payload packs them: flat integers, the first point, then steps. */

/** The point half way along a line, by the length of its pieces in degrees.
 * @param {readonly [number, number][]} line of two points or more
 * @returns {[number, number]} */
export function halfWay(line) {
  const pieces = line.slice(1).map((to, i) => Math.hypot(to[0] - line[i][0], to[1] - line[i][1]));
  let left = pieces.reduce((sum, piece) => sum + piece, 0) / 2;
  for (const [i, piece] of pieces.entries()) {
    if (left <= piece) {
      const share = piece ? left / piece : 0;
      const [from, to] = [line[i], line[i + 1]];
      return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
    }
    left -= piece;
  }
  return line[line.length - 1];
}

/** Points as [latitude, longitude] in degrees, which is Leaflet's order.
 * @param {number[]} packed
 * @param {number} unit degrees
 * @returns {[number, number][]} */
export function unpack(packed, unit) {
  /** @type {[number, number][]} */
  const points = [];
  let lon = 0;
  let lat = 0;
  for (let i = 0; i < packed.length; i += 2) {
    lon += packed[i];
    lat += packed[i + 1];
    points.push([lat * unit, lon * unit]);
  }
  return points;
}

/** West, south, east, north as Leaflet's [[south, west], [north, east]].
 * @param {import("../types").Bounds} bounds
 * @returns {[[number, number], [number, number]]} */
export const cornersOf = ([west, south, east, north]) => [
  [south, west],
  [north, east],
];

/** Whether a point lies inside rings: a ray from it crosses them an odd number of times.
 * @param {[number, number][][]} rings as [latitude, longitude]
 * @param {number} lat
 * @param {number} lng */
export function isWithin(rings, lat, lng) {
  let inside = false;
  for (const points of rings) {
    for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
      const [a, b] = [points[i], points[j]];
      const spans = a[0] > lat !== b[0] > lat;
      if (spans && lng < ((b[1] - a[1]) * (lat - a[0])) / (b[0] - a[0]) + a[1]) inside = !inside;
    }
  }
  return inside;
}
