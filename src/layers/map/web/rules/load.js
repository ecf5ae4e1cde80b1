/* Tonnes and use of capacity of every part: those of a year, or what the server has worked out. */

/** @typedef {import("../types").Shown} Shown */
/** @typedef {import("../types").LoadData} LoadData */
/** @typedef {import("../words").Words} Words */

/** @typedef {Map<string, string[]>} Lists */
/** What each part is passed by and limited by.
 * @typedef {{ through: Lists, drawn: Lists, limits: Lists }} Index */

/** What passes a part in a year: millions of tonnes, those of them shown there by judgement, the flows from
 * most to least, the capacity that is used most with its share and class.
 * @typedef {{
 *   mt: number, drawnMt: number, flows: [string, number][], share: number | null, capacity: string | null,
 *   use: string
 * }} Load */

const UNKNOWN = "unknown";
/** Less than this is the rounding of sums. */
const LEAST_MT = 1e-6;

/** @type {WeakMap<LoadData, Index>} */
const indexes = new WeakMap();

/** The lens shows load. @param {Shown} shown */
export const isLoad = (shown) => shown.view.lens.split(":")[0] === "load";

/** Id of the only cargo that the lens shows, or nothing. @param {Shown} shown */
export const commodityOf = (shown) => (isLoad(shown) ? shown.view.lens.split(":")[1] || "" : "");

/** The load is that after the closure on trial. @param {Shown} shown */
export const isAfter = (shown) => isLoad(shown) && shown.highlights.load !== null;

/** The newest year with tonnes that has begun by the day shown; the first if all came later.
 * @param {Shown} shown */
export function baseYear({ data, view }) {
  const day = Number(view.date.slice(0, 4));
  const begun = data.load.years.filter((year) => year <= day);
  return begun.at(-1) ?? data.load.years[0];
}

/** @param {Iterable<[string, string[]]>} lists @returns {Lists} */
function turned(lists) {
  /** @type {Lists} */
  const found = new Map();
  for (const [name, parts] of lists) {
    for (const part of new Set(parts)) found.set(part, [...(found.get(part) ?? []), name]);
  }
  return found;
}

/** @param {LoadData} load @returns {Index} */
function indexOf(load) {
  const known = indexes.get(load);
  if (known) return known;
  const [flows, capacities] = [Object.entries(load.flows), Object.entries(load.capacities)];
  const index = {
    through: turned(flows.map(([id, flow]) => [id, flow.through])),
    drawn: turned(flows.map(([id, flow]) => [id, flow.drawnOn])),
    limits: turned(capacities.map(([id, capacity]) => [id, capacity.elements])),
  };
  indexes.set(load, index);
  return index;
}

/** What passes a leg or place in the year shown, of the cargo of the lens; null for nothing.
 * @param {Shown} shown
 * @param {string} id
 * @returns {Load | null} */
export function loadOf(shown, id) {
  const { load } = shown.data;
  const commodity = commodityOf(shown);
  const index = indexOf(load);
  const mt = load.mt[baseYear(shown)] ?? {};
  const moves = (/** @type {string} */ flow) =>
    mt[flow]?.[0] > 0 && (!commodity || load.flows[flow].commodity === commodity);
  const own = (index.through.get(id) ?? []).filter(moves);
  const drawn = (index.drawn.get(id) ?? []).filter((flow) => moves(flow) && !own.includes(flow));
  const flows = [...own, ...drawn]
    .map((flow) => /** @type {[string, number]} */ ([flow, mt[flow][0]]))
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (!flows.length) return null;
  const total = (/** @type {number[]} */ list) => list.reduce((sum, one) => sum + one, 0);
  return {
    mt: total(flows.map(([, one]) => one)),
    drawnMt: total(drawn.map((flow) => mt[flow][0])),
    flows,
    ...mostUsed(shown, id, commodity),
  };
}

/** The capacity of a part that is used most, by all cargo; only of those that hold for the cargo of the lens.
 * @param {Shown} shown
 * @param {string} id
 * @param {string} commodity
 * @returns {Pick<Load, "share" | "capacity" | "use">} */
function mostUsed(shown, id, commodity) {
  const { load } = shown.data;
  const uses = load.uses[baseYear(shown)];
  /** @type {Pick<Load, "share" | "capacity" | "use">} */
  let found = { share: null, capacity: null, use: UNKNOWN };
  for (const capacity of indexOf(load).limits.get(id) ?? []) {
    const { commodities } = load.capacities[capacity];
    const [share, use] = uses[capacity];
    const holds = !commodity || !commodities.length || commodities.includes(commodity);
    if (holds && (found.share === null || share > found.share)) found = { share, capacity, use };
  }
  return found;
}

/** What a part carries, after the closure on trial where the server has worked it out; null for nothing.
 * @param {Shown} shown
 * @param {string} id
 * @returns {{ mt: number, use: string, isDrawn: boolean } | null} */
export function carriedBy(shown, id) {
  if (!isLoad(shown)) return null;
  const { load } = shown.highlights;
  if (load) {
    const after = load[id];
    return after ? { mt: after[0], use: after[1], isDrawn: after[2] } : null;
  }
  const found = loadOf(shown, id);
  return found && { mt: rounded(found.mt), use: found.use, isDrawn: found.mt - found.drawnMt < LEAST_MT };
}

/** To a thousand tonnes, as Python rounds. @param {number} mt */
const rounded = (mt) => Math.round(mt * 1000) / 1000;

/** Exports of the cargo of the lens in the year shown, in millions of tonnes. @param {Shown} shown */
export function exportsMt(shown) {
  const { load } = shown.data;
  const commodity = commodityOf(shown);
  return Object.entries(load.mt[baseYear(shown)])
    .filter(([id]) => load.flows[id].exports && (!commodity || load.flows[id].commodity === commodity))
    .reduce((sum, [, [mt]]) => sum + mt, 0);
}

/** Core width of a line that so many million tonnes a year pass; that of a lane for none.
 * @param {import("../types").Style} style
 * @param {number} mt */
export const loadWidth = (style, mt) =>
  style.loadWidthSteps.findLast(([least]) => mt > 0 && mt >= least)?.[1] ?? style.lanePx;

/** What the lens shows, as it stands within a sentence. @param {Shown} shown @param {Words} words */
export function cargoWords(shown, words) {
  const id = commodityOf(shown);
  const record = shown.data.load.commodities.find((each) => each.id === id);
  if (!record) return words.t("load.all");
  const name = words.local(record.name);
  const second = name.slice(1, 2);
  const isLower = second !== second.toUpperCase();
  return isLower ? name.slice(0, 1).toLowerCase() + name.slice(1) : name;
}

/** Millions of tonnes to one decimal. @param {Words} words @param {number} mt */
export const mtText = (words, mt) =>
  mt > 0 && mt < 0.05
    ? words.t("load.under", { n: words.decimal(0.1) })
    : words.t("load.mt", { n: words.decimal(mt) });

/** The same without the unit. @param {Words} words @param {number} mt */
export const amount = (words, mt) =>
  mt > 0 && mt < 0.05 ? `<\u202f${words.decimal(0.1)}` : words.decimal(mt);

/** How much of which capacity is in use, or that it is not known.
 * @param {Words} words
 * @param {Shown} shown
 * @param {Load} found */
export function useText(shown, words, { share, capacity }) {
  if (share === null || capacity === null) return words.t("load.unknown");
  const name = words.local(shown.data.load.capacities[capacity].name);
  return words.t("load.share", { n: words.number(100 * share), capacity: name });
}

/** What is in a load: its cargoes, or the flows of the only one, from most to least.
 * @param {Shown} shown
 * @param {Words} words
 * @param {Load} found
 * @param {number} most how many are named */
export function contentText(shown, words, { flows }, most) {
  const { load } = shown.data;
  /** @type {Map<string, number>} */
  const byCargo = new Map();
  for (const [id, mt] of flows) {
    const { commodity } = load.flows[id];
    byCargo.set(commodity, (byCargo.get(commodity) ?? 0) + mt);
  }
  const name = (/** @type {string} */ id) => load.commodities.find((each) => each.id === id)?.name;
  const listed =
    byCargo.size > 1
      ? [...byCargo].sort((a, b) => b[1] - a[1]).map(([id, mt]) => ({ name: name(id), mt }))
      : flows.map(([id, mt]) => ({ name: load.flows[id].name, mt }));
  const said = listed.slice(0, most).map((each) => `${words.local(each.name)} ${amount(words, each.mt)}`);
  const more = listed.length > most ? words.t("load.more", { n: listed.length - most }) : "";
  return said.join(" · ") + more;
}

/** How the figures of a load came about.
 * @param {Shown} shown
 * @param {Words} words
 * @param {Load} found */
export function countedText(shown, words, { flows }) {
  const mt = shown.data.load.mt[baseYear(shown)];
  return [...new Set(flows.map(([id]) => mt[id][1]))].map((how) => words.t(`load.by.${how}`)).join(", ");
}

/** Lines about the load of a part; none in another lens.
 * @param {Shown} shown
 * @param {Words} words
 * @param {string} id
 * @param {number} most how much of its content is named
 * @returns {string[]} */
export function loadLines(shown, words, id, most) {
  if (!isLoad(shown)) return [];
  const found = loadOf(shown, id);
  const before = mtText(words, found?.mt ?? 0);
  const lines = [];
  if (isAfter(shown)) {
    const after = carriedBy(shown, id);
    if (!after && !found) return [words.t("load.none")];
    const use = after ? ` · ${words.t(`load.${after.use}`)}` : "";
    lines.push(words.t("load.moved", { mt: mtText(words, after?.mt ?? 0), before }) + use);
  } else if (found) {
    lines.push(
      `${words.t("load.now", { mt: before, year: baseYear(shown) })} · ${useText(shown, words, found)}`,
    );
  }
  if (!found) return lines.length ? lines : [words.t("load.none")];
  lines.push(words.t("load.in_it", { list: contentText(shown, words, found, most) }));
  lines.push(words.t("load.counted", { list: countedText(shown, words, found) }));
  if (found.drawnMt > 0) lines.push(words.t("load.drawn_mt", { mt: mtText(words, found.drawnMt) }));
  return lines;
}

/** Each width with the tonnes that it stands for, in words; narrow ones first.
 * @param {import("../types").Style} style
 * @param {Words} words
 * @returns {[string, number][]} */
export function widthSteps({ loadWidthSteps }, words) {
  const said = loadWidthSteps.map(([least]) => words.number(least));
  return loadWidthSteps.map(([, width], i) => {
    if (i === 0) return [words.t("load.step_first", { n: said[1] }), width];
    const isLast = i + 1 === said.length;
    return [isLast ? words.t("load.step_last", { n: said[i] }) : `${said[i]}–${said[i + 1]}`, width];
  });
}
