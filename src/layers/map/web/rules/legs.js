/* Which legs are drawn, and how: the twin of layers/picture in Python, held to it by a golden file. */

import { coloursOfLens, legClass, lensKind, statusOf } from "./lens.js";
import { carriedBy, isAfter, isLoad, loadWidth } from "./load.js";
import { isNext, isOnPath, isSelectedLeg, liftsLegs, selectedCorridor } from "./selection.js";
import { isCorridorOn, isRowOn } from "./shown.js";
import { isBuilt, isClosed, isStranded } from "./trial.js";

/** @typedef {import("../types").Shown} Shown */
/** @typedef {import("../types").Leg} Leg */
/** @typedef {import("../types").ShownLeg} ShownLeg */

const NEVER_BUILT = ["proposed", "under-construction"];

/** The leg is on the map.
 * @param {Shown} shown
 * @param {Leg} leg */
export function isLegVisible(shown, leg) {
  if (statusOf(shown, leg) === null) return false;
  if (isSelectedLeg(shown, leg)) return true;
  if (!leg.corridors.length) return isRowOn(shown, leg.row) || isOnPath(shown, leg);
  return leg.corridors.some(
    (id) => isCorridorOn(shown, id) && statusOf(shown, shown.corridorById[id]) !== null,
  );
}

/** Status as drawn: closed on trial is suspended, built on trial is due.
 * @param {Shown} shown
 * @param {Leg} leg
 * @returns {string} */
export function drawnStatus(shown, leg) {
  const status = statusOf(shown, leg) ?? "";
  if (isClosed(shown, leg)) return "suspended";
  return NEVER_BUILT.includes(status) && isBuilt(shown, leg) ? "due" : status;
}

/** What there is to know of a leg that is drawn.
 * @param {Shown} shown
 * @param {Leg} leg
 * @returns {ShownLeg} */
export function shownLeg(shown, leg) {
  const path = !shown.view.selection && shown.highlights.path.length > 0;
  const lifted = liftsLegs(shown);
  const up = isNext(shown, leg) || (path ? isOnPath(shown, leg) : lifted && isSelectedLeg(shown, leg));
  const corridor = selectedCorridor(shown);
  const mt = isLoad(shown) ? (carriedBy(shown, leg.id)?.mt ?? 0) : null;
  const shut = isClosed(shown, leg);
  return {
    status: drawnStatus(shown, leg),
    lensClass: legClass(shown, leg),
    up,
    down: (path || lifted) && !up,
    main: up && corridor ? corridor.main.includes(leg.id) : up,
    lane: leg.row === "lanes" && !up && !mt,
    quiet: !(mt === null ? leg.corridors.length : mt) && !up,
    shut,
    stranded: isAfter(shown) ? shut : isStranded(shown, leg),
    mt,
  };
}

/** @param {import("../types").Style["opacity"]} opacity @param {Leg} leg @param {ShownLeg} drawn */
function opacityOf(opacity, leg, drawn) {
  const faint = leg.precision === "schematic" ? opacity.schematic : 1;
  const beside = drawn.up && !drawn.main;
  const usual = drawn.down ? opacity.behind : drawn.quiet ? opacity.quiet : beside ? opacity.side : faint;
  return drawn.stranded ? Math.min(usual, drawn.shut ? opacity.shut : opacity.stranded) : usual;
}

/** @param {Shown} shown @param {ShownLeg} drawn */
function colourOf(shown, drawn) {
  const { theme } = shown.view;
  const { ground, lens } = shown.data.style;
  const { name } = drawn.lensClass;
  const says = name !== null && !drawn.stranded && !(drawn.lane && lensKind(shown) !== "status");
  return says ? lens[theme][coloursOfLens(shown)][name] : ground[theme].quiet;
}

/** Strokes and gaps for SVG, or null for a solid line; they grow with the width.
 * @param {import("../types").Style} style
 * @param {string} status
 * @param {number} width */
function dashOf({ dash, stroke }, status, width) {
  if (status === "proposed") return `${stroke.dot} ${width + stroke.dotGap}`;
  const growth = Math.max(1, width / stroke.dashGrowsFrom);
  return dash[status].length ? dash[status].map((length) => length * growth).join(" ") : null;
}

/** @param {import("../types").Style["stroke"]} stroke @param {number} usual @param {ShownLeg} drawn */
const widthOf = (stroke, usual, drawn) =>
  drawn.status === "suspended" ? Math.max(usual - stroke.suspendedThinner, stroke.suspendedLeast) : usual;

/** By corridors, or by tonnes; narrow where tonnes can pass no more.
 * @param {import("../types").Style} style
 * @param {Leg} leg
 * @param {ShownLeg} drawn */
function usualWidth(style, leg, { mt, stranded }) {
  if (mt === null) return leg.width;
  const width = loadWidth(style, mt);
  return stranded ? Math.min(width, style.loadWidthSteps[1][1]) : width;
}

/** None around what no tonnes pass in the lens of load.
 * @param {ShownLeg} drawn
 * @param {number} width
 * @param {number} px on either side */
function casingOf(drawn, width, px) {
  if (drawn.mt === 0 && !drawn.up) return 0;
  return drawn.lane ? width : width + 2 * px;
}

/** Its capacity is not known, and it is neither hollow nor stands for nothing any more.
 * @param {Shown} shown
 * @param {ShownLeg} drawn */
const isStriped = (shown, { lensClass, stranded }) =>
  isLoad(shown) && lensClass.name === "unknown" && !lensClass.judgement && !stranded;

/** How a leg is drawn.
 * @param {Shown} shown
 * @param {Leg} leg
 * @param {ShownLeg} drawn
 * @param {number} scale how much larger than usual the map is drawn
 * @returns {import("../types").LegLook} */
export function legLook(shown, leg, drawn, scale) {
  const { style } = shown.data;
  const { stroke } = style;
  const ground = style.ground[shown.view.theme];
  const usual = usualWidth(style, leg, drawn);
  const width = widthOf(stroke, (usual + (drawn.main ? stroke.mainWider : 0)) * scale, drawn);
  const opacity = opacityOf(style.opacity, leg, drawn);
  const hollow = Math.max(stroke.hollowLeast, width * stroke.hollowShare);
  return {
    colour: colourOf(shown, drawn),
    casing: ground[lensKind(shown) === "veto" ? "halo" : "casing"], // to stand out on shaded land
    width,
    casingWidth: casingOf(drawn, width, style.casingPx),
    opacity,
    casingOpacity: drawn.quiet ? style.opacity.quietCasing : opacity,
    dash: dashOf(style, drawn.status, width),
    cap: drawn.status === "proposed" ? "round" : "butt",
    hollowWidth: drawn.lensClass.judgement ? hollow : null,
    stripes: isStriped(shown, drawn) ? `${stroke.stripe * scale} ${stroke.stripeGap * scale}` : null,
    halo: ground.halo,
  };
}

/** The place that blocks a leg, or null.
 * @param {Shown} shown
 * @param {Leg} leg */
function shutEnd(shown, leg) {
  const ends = [leg.from, leg.to].map((id) => shown.placeById[id]);
  const isShut = (/** @type {import("../types").Place} */ place) =>
    statusOf(shown, place) === "suspended" || shown.view.closed.includes(place.id);
  return ends.find((place) => place.segments && isShut(place)) ?? null;
}

/** Where crosses stand: at the shut place of a blocked leg, else half way; one where several meet.
 * @param {Shown} shown
 * @param {Leg[]} visible legs that are drawn
 * @param {(leg: Leg) => [number, number]} middleOf longitude and latitude half way along a leg
 * @returns {{ leg: string, place: string | null, at: [number, number] }[]} */
export function crossesOf(shown, visible, middleOf) {
  const lifted = liftsLegs(shown);
  /** @type {Map<string, { leg: string, place: string | null, at: [number, number] }>} */
  const found = new Map();
  for (const leg of visible) {
    if (statusOf(shown, leg) !== "suspended" && !isClosed(shown, leg)) continue;
    if (lifted && !isSelectedLeg(shown, leg)) continue;
    const place = shutEnd(shown, leg);
    const at = place ? place.at : middleOf(leg);
    const key = at.join();
    if (!found.has(key)) found.set(key, { leg: leg.id, place: place ? place.id : null, at });
  }
  return [...found.values()];
}
