/* What the selection is, in a card on the map; used where there is no page beside the map to say it. */
(function () {
  "use strict";
  var S = window.Searoom;

  /* The composite with its range, then every dimension that applies. */
  S.riskLines = function (state, record, line) {
    var risk = state.risk(record), composite = risk.value === null ? "unknown" : state.classOf(risk.value);
    line(state.t("map.column.risk"), state.t("risk." + composite) + (risk.value === null ? "" : " " + risk.value + " / 100") + " (" + risk.low + "–" + risk.high + ")");
    line(state.t("map.card.dimensions"), state.data.dimensions.map(function (name, i) {
      var score = risk.tenths[i];
      return score === 0 ? null : state.t("dimension." + name) + " " + (score === null ? "?" : state.decimal(score / 10));
    }).filter(Boolean).join(" · "));
  };

  S.card = function (state) {
    var record = state.selectedRecord();
    if (!record) return null;
    var segment = record.segments && S.at(record.segments, state.view.date), entry = record.entries && state.entry(record);
    var lines = [];
    var line = function (label, text) { if (text) lines.push(S.el("dt", {}, label), S.el("dd", {}, text)); };
    if (segment) line(state.t("map.column.status"), state.t("status." + segment[1]) + (entry && entry.planned ? " (" + state.t("map.announced") + ")" : ""));
    if (entry) {
      line(state.t("map.card.why"), state.local(entry.reason));
      line(state.t("map.card.known"), [state.date(entry.lastKnown || entry.from), state.t("confidence." + entry.confidence)].join(" · "));
    }
    if (record.mode) {
      line(state.t("map.column.mode"), state.t("mode." + record.mode) + (record.gauge ? " · " + state.t("map.gauge_mm", { n: record.gauge }) : ""));
      line(state.t("map.column.km"), state.km(record.km) + " (" + state.t("map.km_source." + record.kmSource) + ")");
      line(state.t("map.card.precision"), state.t("precision." + record.precision));
      line(state.t("map.card.note"), state.local(record.note));
      line(state.t("map.tab.corridor"), record.corridors.map(function (id) { return state.local(state.byId["corridor:" + id].short); }).join(", "));
    }
    if (record.short) {
      line(state.t("map.column.km"), state.km(record.km));
      line(state.t("map.column.countries"), record.countries.map(function (c) { return state.country(c); }).join(", "));
      var stance = record.stances[state.lensActor()];
      line(state.local(state.actor().name), [state.t("stance." + stance.stance), state.t("basis." + stance.basis), state.t("confidence." + stance.confidence), state.date(stance.asOf)].join(" · ") + ". " + state.local(stance.reason));
    }
    if (segment && segment[3]) S.riskLines(state, record, line);
    if (record.baseline) line(state.t("map.card.baseline"), state.local(record.baseline));
    if (record.gauges) line(state.t("map.column.gauge"), Object.keys(record.gauges).map(function (c) { return state.country(c) + " " + (record.gauges[c] || "–"); }).join(" / "));
    if (record.gaugeNote) line(state.t("map.card.note"), state.local(record.gaugeNote));
    return S.el("section", { class: "sr-card", "aria-label": S.nameOf(state, record) }, [
      S.el("header", {}, [
        S.el("h2", {}, record.short ? state.local(record.name) : S.nameOf(state, record)),
        S.el("button", { type: "button", class: "sr-close", "aria-label": state.t("map.close"), onclick: function () { state.change({ selection: "" }, true); } }, "×")
      ]),
      record.summary ? S.el("p", {}, state.local(record.summary)) : null,
      S.el("dl", {}, lines)
    ]);
  };
})();
