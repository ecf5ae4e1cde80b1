/* What the tests of the browser's code read: payloads that pytest has written, and the golden files. */

import { readdirSync, readFileSync } from "node:fs";

const GOLDEN = new URL("../../golden/", import.meta.url);

/** @param {string | URL} path */
const read = (path) => JSON.parse(readFileSync(path, "utf8"));

/** The payload of a pack, fresh at every call. */
export const payloadOf = (pack) => read(`${process.env.SEAROOM_PAYLOADS}/${pack}.json`);

/** A golden file by its path below tests/golden. */
export const golden = (path) => read(new URL(path, GOLDEN));

/** Every golden view of a pack. */
export const goldenViews = (pack) => {
  const folder = new URL(`views/${pack}/`, GOLDEN);
  return readdirSync(folder).map((name) => read(new URL(name, folder)));
};

export const PACKS = ["shipped", "ethiopia"];
