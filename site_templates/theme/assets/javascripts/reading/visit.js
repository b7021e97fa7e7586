// What is new on the first page since the reader's last visit, which this browser alone knows.
import { amount, element, LOCALE, t } from "../interface.js";

const NAME = "visit";
const PAUSE = 30 * 60 * 1000; // ms without a look at the page, after which the next one is a new visit
const DATES = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "long" });
const WEEK = /^\d{4}-\d\d-\d\d$/;

const parsed = (text) => text.split(" ").map((pair) => pair.split(":")).map(([week, count]) => [week, Number(count)]);
const moment = (value) => Number.isSafeInteger(value) && value > 0 && value <= 8.64e15;
const isVisit = (value) => moment(value?.at) && WEEK.test(value.week) && Number.isSafeInteger(value.count);

/** The visit before this one, if any. `now` is in milliseconds, and `newest` the newest week with its number of items. */
export function lastVisit(kept, now, [week, count]) {
  const isNew = !isVisit(kept) || now - kept.at > PAUSE;
  const before = isNew ? kept : kept.before;
  const last = isVisit(before) ? { at: before.at, week: before.week, count: before.count } : null;
  window.__md_set(NAME, { at: now, week, count, before: last });
  return last;
}

/** How many items of `weeks`, pairs of week and number, are new since a visit. */
export function countNew(weeks, { week, count }) {
  return weeks.reduce((sum, [day, number]) => {
    if (day < week) return sum;
    return sum + (day === week ? Math.max(number - count, 0) : number);
  }, 0);
}

function mark(week) {
  for (const row of document.querySelectorAll("[data-path]")) {
    const day = row.dataset.path.match(/^weeks\/(\d{4}-\d\d-\d\d)\//)?.[1];
    if (!day || day <= week || row.querySelector(".bi-new")) continue;
    row.querySelector("a").after(" ", element("span", { class: "bi-new" }, t("js.new")));
  }
}

/** Say in `place` what is new, and mark it in the lists. */
export function showNew(place) {
  const weeks = parsed(place.dataset.weeks);
  const last = lastVisit(window.__md_get(NAME), Date.now(), weeks[0]);
  const fresh = last ? countNew(weeks, last) : 0;
  if (!fresh) return;
  place.textContent = t("js.new.since", { date: DATES.format(last.at) }).replace("#", amount(fresh));
  place.hidden = false;
  mark(last.week);
}
