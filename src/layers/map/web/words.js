/* Words, numbers and dates in one language. */

/** @typedef {import("./types").LocalText} LocalText */

export class Words {
  /** @param {Record<string, string>} text by key
   * @param {string} language */
  constructor(text, language) {
    this.text = text;
    this.language = language;
    this.locale = language === "ru" ? "ru-RU" : "en-GB";
  }

  /** The text of a key with its values filled in; the key itself where there is none.
   * @param {string} key
   * @param {Record<string, string | number>} [values] */
  t(key, values = {}) {
    let text = this.text[key] ?? key;
    for (const [name, value] of Object.entries(values))
      text = text.replaceAll(`{${name}}`, () => String(value));
    return text;
  }

  /** A text of the data. @param {LocalText | null | undefined} text */
  local(text) {
    return text ? text[this.language] : "";
  }

  /** @param {number} value */
  number(value) {
    return value.toLocaleString(this.locale, { maximumFractionDigits: 0 });
  }

  /** @param {number} value */
  decimal(value) {
    return value.toLocaleString(this.locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  }

  /** @param {number} value */
  km(value) {
    return this.t("map.km", { n: this.number(value) });
  }

  /** Name of a country; its code where it has none. @param {string} code */
  country(code) {
    return this.text[`country.${code}`] ?? code;
  }

  /** A day, a month or a year. @param {string | null} date YYYY-MM-DD, YYYY-MM or YYYY */
  date(date) {
    if (!date) return "";
    const [year, month, day] = date.split("-");
    if (!month) return year;
    if (!day) return this.t("map.month_year", { month: this.t(`month.${month}`), year });
    return this.t("map.day_month_year", { day: Number(day), month: this.t(`month.of.${month}`), year });
  }
}
