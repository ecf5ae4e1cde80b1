/* Searoom map: shared state, words and small DOM helpers.
   Text from data only ever reaches the page through textContent and attributes. */
(function () {
  "use strict";
  var S = (window.Searoom = window.Searoom || {});

  /* el("button", {class: "x", onclick: fn, "aria-label": "..."}, ["text", node]) */
  S.el = function (tag, attributes, children) {
    var node = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (key) {
      var value = attributes[key];
      if (value === null || value === undefined || value === false) return;
      if (key.slice(0, 2) === "on") node.addEventListener(key.slice(2), value);
      else if (key === "style") Object.assign(node.style, value);
      else node.setAttribute(key, value === true ? "" : value);
    });
    [].concat(children === undefined ? [] : children).forEach(function (child) {
      if (child === null || child === undefined) return;
      node.appendChild(typeof child === "object" ? child : document.createTextNode(String(child)));
    });
    return node;
  };

  var SVG = "http://www.w3.org/2000/svg";
  S.svg = function (tag, attributes, children) {
    var node = document.createElementNS(SVG, tag);
    Object.keys(attributes || {}).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    (children || []).forEach(function (child) { node.appendChild(child); });
    return node;
  };

  S.clear = function (node) { while (node.firstChild) node.removeChild(node.firstChild); return node; };

  /* Flat integers (first point, then steps) to Leaflet's [lat, lon] pairs. */
  S.unpack = function (packed, unit) {
    var points = [], lon = 0, lat = 0;
    for (var i = 0; i < packed.length; i += 2) {
      lon += packed[i]; lat += packed[i + 1];
      points.push([lat * unit, lon * unit]);
    }
    return points;
  };

  S.at = function (segments, day) {
    var found = null;
    for (var i = 0; i < segments.length && segments[i][0] <= day; i++) found = segments[i];
    return found;
  };

  /* Days as whole numbers, so that a slider can hold them. */
  S.dayIndex = function (day) { return Math.round(Date.parse(day + "T00:00:00Z") / 864e5); };
  S.dayAt = function (index) { return new Date(index * 864e5).toISOString().slice(0, 10); };

  /* One map's state: the payload, the view, and who wants to know when the view changes. */
  S.State = function (payload) {
    this.data = payload;
    this.view = Object.assign({}, payload.view, { off: new Set(payload.view.off) });
    this.listeners = [];
    this.byId = {};
    /* What the page works out for the view: the legs of a route, those where cargo would go next, the class
       of every country's veto. */
    this.told = { path: [], next: [], veto: null };
    /* Places that are named before all others, and how much larger than usual the map is drawn: a room needs both. */
    this.emphasis = []; this.scale = 1;
    var self = this;
    [["leg", payload.legs], ["corridor", payload.corridors]].forEach(function (pair) {
      pair[1].forEach(function (record) { self.byId[pair[0] + ":" + record.id] = record; });
    });
    payload.places.forEach(function (place) { self.byId[place.kind + ":" + place.id] = place; });
    this.placeById = {};
    payload.places.forEach(function (place) { self.placeById[place.id] = place; });
  };

  S.State.prototype = {
    t: function (key, values) {
      var words = this.data.text[this.view.language];
      var text = words[key] === undefined ? key : words[key];
      Object.keys(values || {}).forEach(function (name) {
        text = text.split("{" + name + "}").join(String(values[name]));
      });
      return text;
    },
    local: function (text) { return text ? text[this.view.language] : ""; },
    number: function (value) {
      return value.toLocaleString(this.view.language === "ru" ? "ru-RU" : "en-GB", { maximumFractionDigits: 0 });
    },
    km: function (value) { return this.t("map.km", { n: this.number(value) }); },
    country: function (code) { return this.t("country." + code) === "country." + code ? code : this.t("country." + code); },
    month: function (month) {
      return this.t("map.month_year", { month: this.t("month." + month.slice(5, 7)), year: month.slice(0, 4) });
    },
    date: function (date) {
      if (!date) return "";
      if (date.length === 4) return date;
      if (date.length === 7) return this.month(date);
      return this.t("map.day_month_year", {
        day: +date.slice(8), month: this.t("month.of." + date.slice(5, 7)), year: date.slice(0, 4)
      });
    },
    status: function (record) { var s = record.segments && S.at(record.segments, this.view.date); return s && s[1]; },
    entry: function (record) { var s = record.segments && S.at(record.segments, this.view.date); return s && record.entries[s[2]]; },
    /* The part of the view that decides which colours are in use. */
    lens: function () { return this.view.lens.split(":")[0]; },
    lensActor: function () { return this.lens() === "stance" ? this.view.lens.split(":")[1] : this.view.actor || this.data.firstActor; },
    dimension: function () { return this.lens() === "risk" ? this.view.lens.split(":")[1] || "" : ""; },
    actor: function () { var id = this.lensActor(); return this.data.actors.filter(function (a) { return a.id === id; })[0]; },
    /* Risk of a record on the date: {name, value, low, high, tenths}; of one dimension if the lens says so. */
    risk: function (record) {
      var s = record.segments && S.at(record.segments, this.view.date);
      if (!s || !s[3]) return null;
      var all = s[this.view.aggregation === "length" && s[4] ? 4 : 3], dimension = this.dimension();
      var risk = { name: all[0], value: all[1], low: all[2], high: all[3], tenths: all[4] };
      if (!dimension) return risk;
      var score = all[4][this.data.dimensions.indexOf(dimension)];
      return Object.assign(risk, { score: score ? score / 10 : null, name: this.classOf(score ? 25 * (score / 10 - 1) : null) });
    },
    classOf: function (composite) {
      if (composite === null) return "unknown";
      var bound = this.data.riskBounds.filter(function (b) { return composite < b[0]; })[0];
      return bound ? bound[1] : "extreme";
    },
    riskText: function (record) {
      var risk = this.risk(record);
      if (!risk) return "–";
      if (this.dimension()) return this.t("risk." + risk.name) + (risk.score === null ? "" : " " + this.decimal(risk.score));
      return this.t("risk." + risk.name) + (risk.value === null ? "" : " " + risk.value);
    },
    decimal: function (value) {
      return value.toLocaleString(this.view.language === "ru" ? "ru-RU" : "en-GB", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    },
    colours: function (lens) { lens = lens || this.lens(); return this.data.style.lens[this.view.theme][lens === "veto" ? "risk" : lens]; },
    ground: function () { return this.data.style.ground[this.view.theme]; },
    /* How much hangs on a country: as the page has worked out for this trial, else with nothing on trial. */
    veto: function (country) {
      var day = this.view.date, past = this.data.veto.filter(function (step) { return step[0] <= day; });
      return (this.told.veto || past[past.length - 1][1])[country];
    },
    tell: function (told) {
      if (JSON.stringify(told) === JSON.stringify(this.told)) return;
      this.told = told;
      var self = this;
      this.listeners.forEach(function (listener) { listener({ told: true }, false, self); });
    },
    /* Closed on trial: the thing itself, an end of it, or a country that it lies in. */
    closed: function (record) {
      var closed = this.view.closed;
      if (!closed.length) return false;
      var hit = function (name) { return closed.indexOf(name) >= 0; };
      if (record.ways) {
        return record.ways.every(function (way) { return way[0].some(hit) || way[1].some(hit); });
      }
      return hit(record.id) || hit(record.from) || hit(record.to) || Object.keys(record.kmBy || {}).some(hit) || (record.countries || []).some(hit);
    },
    /* A leg none of whose corridors is left. */
    stranded: function (leg) {
      var self = this;
      return this.closed(leg) || (leg.corridors.length > 0 && leg.corridors.every(function (id) { return self.closed(self.byId["corridor:" + id]); }));
    },
    builtOnTrial: function (leg) {
      var built = this.view.built;
      return built.some(function (pair) { return leg.corridors.indexOf(pair[0]) >= 0 && pair[1] > 0; });
    },
    onPath: function (leg) { return !this.view.selection && this.told.path.indexOf(leg.id) >= 0; },
    onNext: function (leg) { return !this.view.selection && !this.told.path.length && this.told.next.indexOf(leg.id) >= 0; },
    rowOn: function (row) { return !this.view.off.has(row); },
    corridorOn: function (id) { return this.rowOn("corridor:" + id); },

    legVisible: function (leg) {
      if (!this.status(leg)) return false;
      if (!leg.corridors.length) {
        return this.rowOn(leg.row) || this.inSelection(leg) || this.onPath(leg);
      }
      var self = this;
      return leg.corridors.some(function (id) {
        return self.corridorOn(id) && self.status(self.byId["corridor:" + id]);
      });
    },
    selectedRecord: function () { return this.view.selection ? this.byId[this.view.selection] : null; },
    selectedCorridor: function () {
      return this.view.selection.slice(0, 9) === "corridor:" ? this.selectedRecord() : null;
    },
    inSelection: function (leg) {
      var corridor = this.selectedCorridor();
      if (corridor) return corridor.legs.indexOf(leg.id) >= 0 || corridor.context.indexOf(leg.id) >= 0;
      return this.view.selection === "leg:" + leg.id;
    },
    /* Class of a leg in the lens in use, and whether it is a judgement. */
    legClass: function (leg) {
      var segment = S.at(leg.segments, this.view.date);
      if (!segment) return { name: null };
      var lens = this.lens();
      if (lens === "status") return { name: segment[1] };
      if (lens === "veto") return { name: null };
      if (lens === "risk") return { name: this.risk(leg).name };
      return this.stanceOnLeg(leg);
    },
    /* Stance of a leg: of the selected corridor, else the sharpest among the corridors that use it. */
    stanceOnLeg: function (leg) {
      var actor = this.lensActor(), chosen = this.selectedCorridor(), self = this;
      var ids = chosen && this.inSelection(leg) ? [chosen.id] : leg.corridors.filter(function (id) { return self.corridorOn(id); });
      var weight = { opposes: 5, disfavours: 4, backs: 3, favours: 2, neutral: 1, silent: 0 };
      var best = null;
      ids.forEach(function (id) {
        var record = self.byId["corridor:" + id].stances[actor];
        if (record && (best === null || weight[record.stance] > weight[best.stance])) best = record;
      });
      return best ? { name: best.stance, judgement: best.basis === "judgement" && best.stance !== "silent" } : { name: "silent" };
    },
    corridorClass: function (corridor) {
      var segment = S.at(corridor.segments, this.view.date), lens = this.lens();
      if (!segment) return { name: null };
      if (lens === "status") return { name: segment[1] };
      if (lens === "veto") return { name: null };
      if (lens === "risk") return { name: this.risk(corridor).name };
      var record = corridor.stances[this.lensActor()];
      return { name: record.stance, judgement: record.basis === "judgement" && record.stance !== "silent" };
    },

    /* What happened to the selection, or, with none, to anything; oldest first. */
    events: function () {
      var chosen = this.view.selection.split(":"), id = chosen[1], all = this.data.events;
      if (!id || chosen[0] === "hub") return all;
      var where = chosen[0] === "corridor" ? "touches" : "parts";
      return all.filter(function (event) { return event[where].indexOf(id) >= 0; });
    },
    eventNow: function () {
      var day = this.view.date;
      return this.events().filter(function (event) { return event.day <= day; }).pop() || null;
    },

    listen: function (listener) { this.listeners.push(listener); },
    /* Changes the view and tells everyone; `user` says that a person did it. */
    change: function (part, user) {
      var before = this.view, changed = {};
      /* A new selection is flown to: the part of the map that was looked at is let go. */
      if (part.selection && part.selection !== before.selection && !("bounds" in part)) part = Object.assign({ bounds: null }, part);
      Object.keys(part).forEach(function (key) {
        var a = key === "off" ? [...before.off].sort().join() : JSON.stringify(before[key]);
        var b = key === "off" ? [...part.off].sort().join() : JSON.stringify(part[key]);
        if (a !== b) changed[key] = true;
      });
      if (!Object.keys(changed).length) return;
      this.view = Object.assign({}, before, part);
      if (part.off) this.view.off = new Set(part.off);
      var self = this;
      this.listeners.forEach(function (listener) { listener(changed, !!user, self); });
    },
    plainView: function () {
      return Object.assign({}, this.view, { off: [...this.view.off].sort() });
    }
  };
})();
