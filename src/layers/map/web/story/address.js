/* Which scene, language and light the address of a story asks for. */

/** @typedef {{ index: number, unknown: string, look: string }} Asked
 * `unknown` is the id of a scene that the story does not have, `look` the query for language and light */

const LOOK = ["language", "theme"];

/** What queries ask for, later ones over earlier ones.
 * @param {string[]} queries
 * @param {import("../types").Scene[]} scenes
 * @returns {Asked} */
export function askedOf(queries, scenes) {
  const query = new URLSearchParams();
  for (const text of queries) for (const [name, value] of new URLSearchParams(text)) query.set(name, value);
  const wanted = query.get("scene");
  const index = scenes.findIndex(({ id }) => id === wanted);
  return {
    index: Math.max(0, index),
    unknown: wanted !== null && index < 0 ? wanted : "",
    look: new URLSearchParams([...query].filter(([name]) => LOOK.includes(name))).toString(),
  };
}

/** What the document was written for, then what its address asks for.
 * @param {import("../types").Scene[]} scenes */
export const askedByAddress = (scenes) =>
  askedOf([document.body.dataset.view ?? "", location.search, location.hash.slice(1)], scenes);
