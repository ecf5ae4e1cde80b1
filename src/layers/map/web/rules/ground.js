/* Colours of the land. */

import { coloursOfLens, lensKind, vetoOf } from "./lens.js";

/** Colour of a country: closed on trial, shaded by how much hangs on it, home, or plain land.
 * @param {import("../types").Shown} shown
 * @param {string} country */
export function landColour(shown, country) {
  const { style, home } = shown.data;
  const ground = style.ground[shown.view.theme];
  const veto = lensKind(shown) === "veto" && vetoOf(shown, country);
  if (shown.view.closed.includes(country)) return ground.rail;
  if (veto) return style.lens[shown.view.theme][coloursOfLens(shown)][veto];
  return country === home ? ground.home : ground.land;
}

/** Opacity of rail, which steps back where countries are shaded. @param {import("../types").Shown} shown */
export function railOpacity(shown) {
  const { railOpacity: usual, railOpacityShaded } = shown.data.style.groundLine;
  return lensKind(shown) === "veto" ? railOpacityShaded : usual;
}
