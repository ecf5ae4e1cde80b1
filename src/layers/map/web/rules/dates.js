/* Days as text (YYYY-MM-DD) and as whole numbers; which segment of a history is in force. */

const DAY_MS = 864e5;

/** The last segment that began on or before a day, or null.
 * @template {[string, ...any]} T
 * @param {T[]} segments in order of their first day
 * @param {string} day
 * @returns {T | null} */
export function segmentOn(segments, day) {
  let found = null;
  for (const segment of segments) {
    if (segment[0] > day) break;
    found = segment;
  }
  return found;
}

/** Whole days since 1970, as a slider counts. @param {string} day */
export const dayIndex = (day) => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS);

/** The day of such a number. @param {number} index */
export const dayAt = (index) => new Date(index * DAY_MS).toISOString().slice(0, 10);

/** The nearest day inside the range of the date control.
 * @param {import("../types").Payload} data
 * @param {string} day */
export function withinDates(data, day) {
  const [first, last] = data.dates;
  if (day < first) return first;
  if (day > last) return last;
  return day;
}

/** Whether a text is a day of the calendar, inside the range of the date control.
 * @param {import("../types").Payload} data
 * @param {string} text */
export function isShownDay(data, text) {
  return /^\d{4}-\d\d-\d\d$/.test(text) && withinDates(data, text) === text && dayAt(dayIndex(text)) === text;
}

/** The same day of the month so many months later, or the last day of a shorter month.
 * @param {string} day
 * @param {number} months */
export function addMonths(day, months) {
  const all = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const year = Math.floor(all / 12);
  const month = all % 12;
  const longest = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${year}-${two(month + 1)}-${two(Math.min(longest, Number(day.slice(8))))}`;
}
