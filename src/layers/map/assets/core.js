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

  S.at = function (segments, month) {
    var found = null;
    for (var i = 0; i < segments.length && segments[i][0] <= month; i++) found = segments[i];
    return found;
  };

  S.monthIndex = function (month) { return +month.slice(0, 4) * 12 + +month.slice(5, 7) - 1; };
  S.monthAt = function (index) {
    return Math.floor(index / 12) + "-" + ("0" + ((index % 12) + 1)).slice(-2);
  };

  /* One map's state: the payload, the view, and who wants to know when the view changes. */
  S.State = function (payload) {
    this.data = payload;
    this.view = Object.assign({}, payload.view, { off: new Set(payload.view.off) });
    this.listeners = [];
    this.byId = {};
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
    status: function (record) { var s = record.segments && S.at(record.segments, this.view.month); return s && s[1]; },
    entry: function (record) { var s = record.segments && S.at(record.segments, this.view.month); return s && record.entries[s[2]]; },
    /* The part of the view that decides which colours are in use. */
    lens: function () { return this.view.lens.split(":")[0]; },
    lensActor: function () { return this.view.lens.split(":")[1] || this.view.actor; },
    colours: function (lens) { return this.data.style.lens[this.view.theme][lens || this.lens()]; },
    ground: function () { return this.data.style.ground[this.view.theme]; },
    rowOn: function (row) { return !this.view.off.has(row); },
    corridorOn: function (id) { return this.rowOn("corridor:" + id); },

    legVisible: function (leg) {
      if (!this.status(leg)) return false;
      if (!leg.corridors.length) {
        return this.rowOn(leg.row) || this.inSelection(leg);
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
      var segment = S.at(leg.segments, this.view.month);
      if (!segment) return { name: null };
      var lens = this.lens();
      if (lens === "status") return { name: segment[1] };
      if (lens === "risk") return { name: segment[3] };
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
      var segment = S.at(corridor.segments, this.view.month), lens = this.lens();
      if (!segment) return { name: null };
      if (lens === "status") return { name: segment[1] };
      if (lens === "risk") return { name: segment[3], value: segment[4] };
      var record = corridor.stances[this.lensActor()];
      return { name: record.stance, judgement: record.basis === "judgement" && record.stance !== "silent" };
    },

    listen: function (listener) { this.listeners.push(listener); },
    /* Changes the view and tells everyone; `user` says that a person did it. */
    change: function (part, user) {
      var before = this.view, changed = {};
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
