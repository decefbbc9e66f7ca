// The learner's day, which ends in the night: at 4 o'clock by default.

/**
 * Return the day of a time as `{start, end}` in milliseconds since 1970, the end exclusive.  The hour
 * is that of the clock on the wall, also on days on which daylight saving time begins or ends.
 * @param {number} now @param {number} endsAt @returns {{start: number, end: number}}
 */
export function dayOf(now, endsAt = 4) {
  const local = new Date(now);
  const early = local.getHours() < endsAt ? 1 : 0;
  const bound = (days) =>
    new Date(local.getFullYear(), local.getMonth(), local.getDate() - early + days, endsAt).getTime();
  // the guess is a day off if clocks change at this hour, or if a country skips a day
  let days = 0;
  while (now < bound(days)) days--;
  while (now >= bound(days + 1)) days++;
  return { start: bound(days), end: bound(days + 1) };
}

/** Return the day that is `days` later, or earlier if negative. */
export function nearDay(day, days, endsAt = 4) {
  for (let n = 0; n < Math.abs(days); n++) {
    day = dayOf(days > 0 ? day.end : day.start - 1, endsAt);
  }
  return day;
}
