/* The table twin: every row of the map, sortable, reachable by keyboard, selecting both ways. */
(function () {
  "use strict";
  var S = window.Searoom;
  var RANK = {
    status: ["operational", "at-risk", "limited", "unverified", "due", "suspended", "under-construction", "proposed"],
    stance: ["opposes", "disfavours", "neutral", "favours", "backs", "silent"]
  };

  S.Table = function (root, state) {
    this.root = root; this.state = state; this.tab = "corridor"; this.sort = { key: "order", up: true };
  };

  S.Table.prototype = {
    tabs: ["corridor", "leg", "port", "crossing", "chokepoint", "event", "boundary"],
    records: function () {
      var state = this.state, tab = this.tab;
      if (tab === "corridor") return state.data.corridors;
      if (tab === "leg") return state.data.legs;
      if (tab === "boundary") {
        return state.data.countries.filter(function (area) { return area.kind === "disputed"; })
          .concat(state.data.borders.filter(function (border) { return border.status !== "international"; }));
      }
      if (tab === "event") return state.data.events;
      return state.data.places.filter(function (p) { return p.kind === tab; });
    },
    columns: function () {
      var state = this.state, view = state.view;
      var segment = function (r) { return S.at(r.segments, view.date); };
      var status = { key: "status", text: function (r) { var s = segment(r); return s ? state.t("status." + s[1]) : state.t("map.not_yet"); }, rank: function (r) { var s = segment(r); return s ? RANK.status.indexOf(s[1]) : 99; } };
      var known = { key: "last_known", text: function (r) { var e = state.entry(r); return e && e.lastKnown ? state.date(e.lastKnown) : "–"; }, rank: function (r) { var e = state.entry(r); return (e && e.lastKnown) || ""; } };
      var name = { key: "name", head: true, text: function (r) { return S.nameOf(state, r); } };
      var countries = { key: "countries", text: function (r) { return (r.countries || Object.keys(r.kmBy || {})).map(function (c) { return state.country(c); }).join(", ") || "–"; } };
      var risk = { key: "risk", title: state.dimension() ? state.t("dimension." + state.dimension()) : null, text: function (r) { return state.riskText(r); },
        rank: function (r) { var x = state.risk(r), value = x && (state.dimension() ? x.score : x.value); return value === null || x === null ? -1 : value; } };
      var km = { key: "km", number: true, text: function (r) { return state.number(r.km); }, rank: function (r) { return r.km; } };
      if (this.tab === "corridor") return [name, status, risk,
        { key: "stance", title: state.t("map.key.stance", { actor: state.local(state.actor().name) }), text: function (r) { return state.t("stance." + r.stances[state.lensActor()].stance); }, rank: function (r) { return RANK.stance.indexOf(r.stances[state.lensActor()].stance); } },
        km, countries, known];
      if (this.tab === "leg") return [name, { key: "mode", text: function (r) { return state.t("mode." + r.mode); } }, status, risk, km,
        { key: "gauge", text: function (r) { return r.gauge ? String(r.gauge) : "–"; } }, countries, known];
      if (this.tab === "boundary") {
        return [{ key: "name", text: function (r) { return state.local(r.name); } },
          { key: "status", text: function (r) { return state.t("boundary." + (r.status || r.kind)); } },
          { key: "note", text: function (r) { return state.local(r.note); } }];
      }
      if (this.tab === "event") {
        return [{ key: "date", text: function (r) { return state.date(r.date) + (r.until ? " – " + state.date(r.until) : ""); }, rank: function (r) { return r.day; } },
          { key: "name", head: true, text: function (r) { return state.local(r.title); } },
          { key: "direction", text: function (r) { return S.directionMark(r.direction) + " " + state.t("direction." + r.direction); } },
          { key: "corridors", text: function (r) { return r.corridors.map(function (id) { return state.local(state.byId["corridor:" + id].short); }).join(", ") || "–"; } },
          { key: "confidence", text: function (r) { return state.t("confidence." + r.confidence); } }];
      }
      if (this.tab === "crossing") return [name, status, risk, countries,
        { key: "gauge", text: function (r) { return Object.keys(r.gauges).map(function (c) { return state.country(c) + " " + (r.gauges[c] || "–"); }).join(" / "); } }, known];
      return [name, status, risk, countries, known];
    },
    draw: function () {
      var state = this.state, self = this, columns = this.columns(), active = document.activeElement;
      var focus = active && this.root.contains(active) ? active.getAttribute("data-key") : null;
      var box = this.root.querySelector(".sr-table-scroll"), scroll = box ? box.scrollTop : 0;
      var records = this.records().slice(), sort = this.sort;
      var column = columns.filter(function (c) { return c.key === sort.key; })[0];
      if (column) {
        var value = column.rank || function (r) { return column.text(r); };
        records.sort(function (a, b) {
          var x = value(a), y = value(b);
          var order = typeof x === "number" ? x - y : String(x).localeCompare(String(y), state.view.language);
          return sort.up ? order : -order;
        });
      }
      S.clear(this.root);
      this.root.appendChild(S.el("div", { class: "sr-tabs", role: "group", "aria-label": state.t("map.table") }, this.tabs.map(function (tab) {
        return S.el("button", { type: "button", "data-key": "tab:" + tab, "aria-pressed": String(tab === self.tab), class: tab === self.tab ? "sr-on" : "",
          onclick: function () { self.tab = tab; self.sort = { key: "order", up: true }; self.draw(); } }, state.t("map.tab." + tab));
      })));
      var head = S.el("tr", {}, columns.map(function (c) {
        var on = sort.key === c.key;
        return S.el("th", { scope: "col", "aria-sort": on ? (sort.up ? "ascending" : "descending") : "none", class: c.number ? "sr-number" : "" },
          S.el("button", { type: "button", "data-key": "sort:" + c.key, onclick: function () { self.sort = { key: c.key, up: on ? !sort.up : true }; self.draw(); } },
            [c.title || state.t("map.column." + c.key), S.el("span", { "aria-hidden": "true" }, on ? (sort.up ? " ▴" : " ▾") : "")]));
      }));
      var body = records.map(function (record) {
        var id = (self.tab === "boundary" ? self.tab : record.kind || self.tab) + ":" + record.id, chosen = state.view.selection === id;
        if (self.tab === "event") chosen = state.view.date === record.day;
        var act = function () { state.change(self.tab === "event" ? { date: S.withinDates(state, record.day) } : { selection: chosen ? "" : id }, true); };
        var pick = self.tab === "boundary" ? null : act;
        return S.el("tr", { class: chosen ? "sr-on" : "", onclick: pick }, columns.map(function (c) {
          if (!c.head) return S.el("td", { class: c.number ? "sr-number" : "" }, c.text(record));
          return S.el("th", { scope: "row" }, S.el("button", {
            type: "button", class: "sr-pick", "data-key": id, "aria-pressed": String(chosen),
            onclick: function (event) { event.stopPropagation(); act(); }
          }, c.text(record)));
        }));
      });
      this.root.appendChild(S.el("div", { class: "sr-table-scroll", tabindex: "0", role: "region", "aria-label": state.t("map.tab." + this.tab) },
        S.el("table", {}, [S.el("caption", { class: "sr-hidden" }, state.t("map.table_caption")), S.el("thead", {}, head), S.el("tbody", {}, body)])));
      this.root.querySelector(".sr-table-scroll").scrollTop = scroll;
      if (focus) {
        var again = this.root.querySelector('[data-key="' + focus + '"]');
        if (again) again.focus();
      }
    }
  };
})();
