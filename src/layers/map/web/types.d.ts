/* The shapes that the modules share: the payload of layers/map/payload.py, the view, what follows from them.
   Type declarations only; nothing of this file reaches the browser. */

export type Language = string;
export type Theme = string;
/** A text in every language. */
export type LocalText = Record<Language, string>;
/** YYYY-MM-DD. */
export type Day = string;
/** West, south, east, north in degrees. */
export type Bounds = [number, number, number, number];
/** Left, top, right, bottom in pixels of the map's container. */
export type Box = [number, number, number, number];

export type RiskClass = "low" | "moderate" | "elevated" | "high" | "extreme" | "unknown";
export type LensKind = "risk" | "status" | "stance" | "veto" | "load";
export type PlaceKind = "hub" | "port" | "crossing" | "chokepoint";
export type PlaceState = "open" | "half" | "planned" | "shut";

/** Class, composite, low, high, tenths of each dimension's score (null: unknown, 0: does not apply). */
export type PackedRisk = [RiskClass, number | null, number, number, (number | null)[]];
/** First day, status, index of the entry, risk by weakest link, risk by length (corridors only). */
export type Segment = [Day, string, number, PackedRisk, PackedRisk?];

export interface Entry {
  from: string;
  status: string;
  reason: LocalText;
  confidence: string;
  lastKnown: string | null;
  planned: boolean;
}

/** What every record that has a status shares. */
export interface Dated {
  id: string;
  entries: Entry[];
  segments: Segment[];
}

export interface Leg extends Dated {
  from: string;
  to: string;
  mode: string;
  gauge: number | null;
  km: number;
  kmSource: string;
  kmBy: Record<string, number>;
  /** Countries that it goes through, in order; not those that it merely touches. */
  through: string[];
  precision: string;
  note: LocalText | null;
  corridors: string[];
  row: "" | "context" | "lanes";
  width: number;
  line: number[];
}

export interface CorridorStance {
  stance: string;
  basis: string;
  confidence: string;
  asOf: string;
  /** Of a silent capital: the last day of the pages that were looked through. */
  lookedUntil: string | null;
  reason: LocalText;
}

export interface Corridor extends Dated {
  outlet: string | null;
  name: LocalText;
  short: LocalText;
  summary: LocalText;
  main: string[];
  legs: string[];
  context: string[];
  ends: [string, string];
  km: number;
  countries: string[];
  /** Of each way through: the transit countries, then the parts. */
  ways: [string[], string[]][];
  bbox: Bounds;
  stances: Record<string, CorridorStance>;
}

export interface Place {
  id: string;
  kind: PlaceKind;
  name: LocalText;
  /** Longitude, latitude. */
  at: [number, number];
  priority: number;
  role: string;
  countries: string[];
  /** A hub has no status, so neither entries nor segments. */
  entries?: Entry[];
  segments?: Segment[];
  gauges?: Record<string, number | null>;
  gaugeChange?: boolean;
  gaugeNote?: LocalText | null;
  line?: number[];
  baseline?: LocalText;
}

export interface Area {
  id: string;
  kind: "country" | "disputed";
  name: LocalText;
  note: LocalText | null;
  at: [number, number];
  spanDeg: number;
  rings: number[][][];
}

export interface Border {
  id: string;
  status: "international" | "undetermined" | "line-of-control";
  name: LocalText | null;
  note: LocalText | null;
  lines: number[][];
}

export interface MapEvent {
  id: string;
  day: Day;
  date: string;
  until: string | null;
  direction: string;
  title: LocalText;
  corridors: string[];
  touches: string[];
  parts: string[];
  confidence: string;
}

export interface Actor {
  id: string;
  name: LocalText;
  partOf: string | null;
}

/** Colours of the ground by name. */
export type Ground = Record<string, string>;

export interface Style {
  ground: Record<Theme, Ground>;
  lens: Record<Theme, Record<string, Record<string, string>>>;
  dash: Record<string, number[]>;
  own: Record<Theme, Record<string, string>>;
  ownDash: number[];
  widthSteps: [number, number][];
  /** From this many million tonnes a year, core width in px. */
  loadWidthSteps: [number, number][];
  lanePx: number;
  casingPx: number;
  stroke: Record<
    | "mainWider"
    | "suspendedThinner"
    | "suspendedLeast"
    | "dashGrowsFrom"
    | "dot"
    | "dotGap"
    | "hollowShare"
    | "hollowLeast"
    | "stripe"
    | "stripeGap",
    number
  >;
  opacity: Record<"behind" | "quiet" | "quietCasing" | "schematic" | "side" | "shut" | "stranded", number>;
  borderDash: Record<Border["status"], number[]>;
  groundLine: Record<
    "railPx" | "railOpacity" | "railOpacityShaded" | "borderPx" | "disputedBorderPx",
    number
  >;
  gate: { px: number; opacity: number; dash: number[] };
  directionMark: Record<string, string>;
  place: PlaceStyle;
  order: {
    status: string[];
    class: Record<LensKind, string[]>;
    worst: Partial<Record<LensKind, string[]>>;
    /** Classes of use whose parts the summary names, in that order. */
    full: string[];
    table: Record<"status" | "stance", string[]>;
    stanceWeight: Record<string, number>;
  };
  label: LabelStyle;
}

export interface PlaceStyle {
  row: Record<PlaceKind, string>;
  /** State by status; open where none is given. */
  state: Record<string, PlaceState>;
  shape: Record<string, "circle" | "square" | "diamond">;
  shapePx: Record<"circle" | "square" | "diamond", number>;
  hubPx: Record<string, number>;
  ringPx: number;
  crossPx: number;
  zoom: Record<"citiesFrom" | "minorBelow" | "minorScale" | "newsFrom", number>;
}

export interface LabelStyle {
  fontPx: Record<"capital" | "hub" | "chokepoint" | "place" | "country" | "home" | "known", number>;
  firstGrowth: number;
  weight: Record<"first" | "capital" | "hub" | "chokepoint" | "place" | "country" | "home" | "known", number>;
  trackingEm: Record<"country" | "home", number>;
  offsetPx: Record<"hub" | "place", number>;
  gapPx: number;
  reaches: number[];
  rank: Record<
    "first" | "chosen" | "end" | "chokepoint" | "perPriority" | "capital" | "hub" | "along" | "beside",
    number
  >;
  /** Names of a rank below the first number are tried from the second, a zoom level, on. */
  rankZoom: [number, number][];
  callout: Record<
    "px" | "coveredPx" | "mostCoveredPx" | "crossedPx" | "throughAnother" | "leaderStepPx",
    number
  >;
}

export interface PlainView {
  lens: string;
  actor: string;
  date: Day;
  since: Day;
  off: string[];
  closed: string[];
  built: [string, number][];
  selection: string;
  aggregation: string;
  language: Language;
  theme: Theme;
  bounds: Bounds | null;
  /* Of these the map only keeps what they are. */
  origin: string;
  market: string;
  by: string;
  shocks: number;
  months: number;
  capacities: string;
  weights: [string, number][];
}

/** The view that the map shows: rows that are off as a set. */
export interface View extends Omit<PlainView, "off"> {
  off: Set<string>;
}

/** Tonnes of every year, each once. */
export interface LoadData {
  years: number[];
  /** Those with tonnes of some year. */
  commodities: { id: string; name: LocalText }[];
  flows: Record<
    string,
    { name: LocalText; commodity: string; through: string[]; drawnOn: string[]; exports: boolean }
  >;
  /** By year and flow: millions of tonnes, and how the figure came about. */
  mt: Record<string, Record<string, [number, string]>>;
  /** Known capacities in the order of the data. */
  capacities: Record<string, { name: LocalText; elements: string[]; commodities: string[] }>;
  /** By year and capacity: the share of it that is used, and its class. */
  uses: Record<string, Record<string, [number, string]>>;
}

export interface Payload {
  unit: number;
  title: LocalText;
  home: string;
  opening: Bounds;
  firstActor: string;
  evidenceEnd: Day;
  /** First, last and opening day of the date control. */
  dates: [Day, Day, Day];
  dimensions: string[];
  /** Upper bound of each class but the last. */
  riskBounds: [number, RiskClass][];
  view: PlainView;
  linkVersion: number;
  /** Which ids a view may name: what can be closed, taken as built, where routes begin and end. */
  names: Record<"closable" | "buildable" | "origins" | "markets", string[]>;
  credits: LocalText;
  style: Style;
  text: Record<Language, Record<string, string>>;
  countries: Area[];
  borders: Border[];
  rail: number[][];
  legs: Leg[];
  corridors: Corridor[];
  places: Place[];
  /** From each day on, how much hangs on each country with nothing on trial. */
  veto: [Day, Record<string, string>][];
  load: LoadData;
  events: MapEvent[];
  actors: Actor[];
}

/** What the server works out for a view: legs of a route, legs where cargo would go next, veto by country; by
 * part the millions of tonnes after the closure, their class of use, whether all are a judgement. */
export interface Highlights {
  path: string[];
  next: string[];
  veto: Record<string, string> | null;
  load: Record<string, [number, string, boolean]> | null;
}

export type AnyRecord = Leg | Corridor | Place;

/** All that the rules look at. */
export interface Shown {
  data: Payload;
  view: View;
  highlights: Highlights;
  /** Ids of places that are named before all others, whatever the view says. */
  emphasis: string[];
  legById: Record<string, Leg>;
  corridorById: Record<string, Corridor>;
  placeById: Record<string, Place>;
  /** Legs, corridors and places by the name that a selection gives them, as "leg:<id>". */
  byId: Record<string, AnyRecord>;
}

export interface Risk {
  name: RiskClass;
  value: number | null;
  low: number;
  high: number;
  tenths: (number | null)[];
  /** With a lens of one dimension: the score from 1 to 5, null where nobody knows. */
  score?: number | null;
}

/** Class in the lens in use; null where the lens says nothing of it. */
export interface LensClass {
  name: string | null;
  judgement: boolean;
}

/** A leg that is drawn. `up`: lifted above the rest; `down`: put behind it. */
export interface ShownLeg {
  status: string;
  lensClass: LensClass;
  up: boolean;
  down: boolean;
  main: boolean;
  lane: boolean;
  quiet: boolean;
  /** Millions of tonnes a year that pass it, null but in the lens of load. */
  mt: number | null;
  shut: boolean;
  stranded: boolean;
}

/** How a leg is drawn: Leaflet's path options, less the renderer's. */
export interface LegLook {
  colour: string;
  casing: string;
  width: number;
  casingWidth: number;
  opacity: number;
  casingOpacity: number;
  dash: string | null;
  cap: "round" | "butt";
  /** Width of the pale core that says judgement, or null. */
  hollowWidth: number | null;
  /** Stripes across it and the gaps between them where its capacity is not known, or null. */
  stripes: string | null;
  halo: string;
}

export interface ShownPlace {
  status: string | null;
  state: PlaceState;
  chosen: boolean;
  minor: boolean;
  /** Class of risk or of use of capacity in the lens, null where there is none to show. */
  ring: string | null;
}

export interface Scene {
  id: string;
  view: PlainView;
  labels: string[];
  highlights: Highlights;
  words: Record<Language, SceneWords>;
}
export interface SceneWords {
  title: string;
  text: string;
  notes: string;
  known: string;
  sources: string[];
  figures: [string, string][];
  callouts: [string, string][];
}
export interface StoryDocument {
  story: { title: LocalText; scenes: Scene[] };
  text: Record<Language, Record<string, string>>;
}

/** A visitor's own layer as the server lists it. */
export interface OwnRecord {
  id: string;
  name: string;
  on: boolean;
  colour: string;
  points: number;
  lines: number;
}
