/* The bar below the map: the date, what happened and when, and the way from event to event. */
(function () {
  "use strict";
  var S = window.Searoom;
  var STEP_MS = 1800;
  var MARKS = { opens: "△", closes: "▼", "raises-risk": "▲", "lowers-risk": "▽" };

  S.directionMark = function (direction) { return MARKS[direction]; };
  /* A day inside the range of the date control. */
  S.withinDates = function (state, day) {
    var dates = state.data.dates;
    return day < dates[0] ? dates[0] : day > dates[1] ? dates[1] : day;
  };

  S.Time = function (root, state) {
    this.root = root; this.state = state; this.timer = null;
    root.setAttribute("role", "group");
    this.draw();
  };

  S.Time.prototype = {
    go: function (day) { this.state.change({ date: S.withinDates(this.state, day) }, true); },
    /* The next day on which something happened, or null. */
    step: function (forward) {
      var state = this.state, now = state.view.date, dates = state.data.dates;
      var days = state.events().map(function (event) { return event.day; }).filter(function (day) {
        return day >= dates[0] && (forward ? day > now : day < now);
      });
      return days.length ? days[forward ? 0 : days.length - 1] : null;
    },
    play: function () {
      if (this.timer) { this.stop(); return; }
      var self = this;
      if (!this.step(true)) this.go(this.state.data.dates[0]);
      this.timer = setInterval(function () {
        if (!self.root.isConnected) { self.stop(); return; } /* the visitor has gone to another page */
        var next = self.step(true);
        if (next) self.go(next);
        if (!next || !self.step(true)) self.stop();
      }, STEP_MS);
      this.draw();
    },
    stop: function () { clearInterval(this.timer); this.timer = null; this.draw(); },

    draw: function () {
      var state = this.state, active = document.activeElement, self = this;
      var focus = active && this.root.contains(active) ? active.getAttribute("data-key") : null;
      this.root.setAttribute("aria-label", state.t("map.date"));
      S.clear(this.root);
      [this.buttons(), this.track(), this.readout()].forEach(function (part) { self.root.appendChild(part); });
      this.caption = S.el("p", { class: "sr-happened" }, this.happened());
      this.root.appendChild(this.caption);
      if (focus) {
        var again = this.root.querySelector('[data-key="' + focus + '"]');
        if (again) again.focus();
      }
    },
    button: function (key, label, sign, act, off) {
      return S.el("button", { type: "button", "data-key": key, "aria-label": label, title: label, disabled: !!off, onclick: act }, sign);
    },
    buttons: function () {
      var self = this, state = this.state, back = this.step(false), next = this.step(true);
      return S.el("div", { class: "sr-steps" }, [
        this.button("play", state.t(this.timer ? "map.stop" : "map.play"), this.timer ? "❚❚" : "▶", function () { self.play(); }),
        this.button("event-back", state.t("map.event_back"), "‹", function () { self.go(self.step(false)); }, !back),
        this.button("event-next", state.t("map.event_next"), "›", function () { self.go(self.step(true)); }, !next)
      ]);
    },
    track: function () {
      var state = this.state, dates = state.data.dates, self = this;
      var first = S.dayIndex(dates[0]), last = S.dayIndex(dates[1]);
      var place = function (day) { return "calc(10px + (100% - 20px) * " + (S.dayIndex(day) - first) / (last - first) + ")"; };
      var slider = this.slider = S.el("input", {
        type: "range", min: first, max: last, step: 1, "data-key": "date", "aria-label": state.t("map.date"),
        oninput: function () { self.dragging = true; self.go(S.dayAt(+slider.value)); },
        onchange: function () { self.dragging = false; self.draw(); },
        onkeydown: function (event) { self.key(event); }
      });
      slider.value = S.dayIndex(state.view.date);
      slider.setAttribute("aria-valuetext", state.date(state.view.date));
      var years = [];
      for (var year = +dates[0].slice(0, 4); year <= +dates[1].slice(0, 4); year++) {
        years.push(S.el("i", { class: "sr-year", style: { left: place(year + "-01-01") } }, String(year)));
      }
      var ticks = state.events().filter(function (event) { return event.day >= dates[0]; }).map(function (event) {
        return S.el("i", { class: "sr-event sr-" + event.direction, style: { left: place(event.day) } });
      });
      var end = S.el("i", { class: "sr-end", style: { left: place(dates[2]) }, title: state.t("map.evidence_ends", { date: state.date(state.data.evidenceEnd) }) });
      return S.el("div", { class: "sr-track" }, [S.el("div", { class: "sr-strip", "aria-hidden": "true" }, ticks.concat([end])), slider,
        S.el("div", { class: "sr-years", "aria-hidden": "true" }, years)]);
    },
    /* By keyboard a month a step, a day with Shift: a day at a time would take an hour. */
    key: function (event) {
      var by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12 }[event.key];
      if (!by) return;
      event.preventDefault();
      var now = this.state.view.date;
      if (event.shiftKey) { this.go(S.dayAt(S.dayIndex(now) + by)); return; }
      var month = +now.slice(0, 4) * 12 + +now.slice(5, 7) - 1 + by, pad = function (n) { return ("0" + n).slice(-2); };
      var year = Math.floor(month / 12), longest = new Date(Date.UTC(year, month % 12 + 1, 0)).getUTCDate();
      this.go(year + "-" + pad(month % 12 + 1) + "-" + pad(Math.min(longest, +now.slice(8))));
    },
    readout: function () {
      var state = this.state, dates = state.data.dates, self = this;
      this.label = S.el("output", { class: "sr-day" }, this.dayText());
      var pick = S.el("input", { type: "date", class: "sr-pick-day", "data-key": "day", min: dates[0], max: dates[1], value: state.view.date, "aria-label": state.t("map.pick_day"),
        onchange: function () { if (pick.value && S.withinDates(state, pick.value) === pick.value) self.go(pick.value); } });
      return S.el("div", { class: "sr-readout" }, [this.label, pick,
        S.el("button", { type: "button", class: "sr-known", "data-key": "known", disabled: state.view.date === dates[2], title: state.t("map.last_known_hint"),
          onclick: function () { self.go(dates[2]); } }, state.t("map.last_known"))]);
    },
    dayText: function () {
      var state = this.state, ahead = state.view.date > state.data.evidenceEnd;
      return [state.date(state.view.date), ahead ? S.el("small", {}, state.t("map.as_announced")) : null];
    },
    happened: function () {
      var state = this.state, event = state.eventNow(), list = state.events();
      if (!event) return state.t(list.length ? "map.no_event_yet" : "map.no_event");
      var when = state.date(event.date) + (event.until ? " – " + state.date(event.until) : "");
      return [S.el("b", { class: "sr-mark sr-" + event.direction, title: state.t("direction." + event.direction) }, MARKS[event.direction]), " ",
        S.el("span", { class: "sr-when" }, when + " · " + state.t("direction." + event.direction) + ": "), state.local(event.title),
        event.confidence === "low" ? " (" + state.t("confidence.low") + ")" : "",
        S.el("span", { class: "sr-count" }, " " + state.t("map.event_of", { n: list.indexOf(event) + 1, all: list.length }))];
    },
    /* While the slider is being dragged its element must stay; only the words follow. */
    update: function (changed) {
      if (!(changed.date || changed.selection || changed.language)) return;
      if (!this.dragging) { this.draw(); return; }
      S.clear(this.label);
      this.dayText().forEach(function (part) { if (part) this.label.append(part); }, this);
      S.clear(this.caption);
      this.caption.append.apply(this.caption, [].concat(this.happened()));
      this.slider.setAttribute("aria-valuetext", this.state.date(this.state.view.date));
    }
  };
})();
