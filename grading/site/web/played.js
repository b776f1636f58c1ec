// The record of what was played, which Python writes beside the chapters (`shequ_lib/play_record.py`).
const MOST = 40; // simulators
const LONGEST = 1000; // characters of a line

/**
 * @typedef {{ rounds?: unknown, line?: unknown }} Played
 */

/**
 * The simulators in a record, by name; none where it is something else.
 *
 * @param {string} text
 * @returns {[game: string, played: Played][]}
 */
function games(text) {
  try {
    const found = JSON.parse(text)?.games;
    return Object.entries(found ?? {})
      .filter(([, played]) => typeof played === 'object' && played !== null)
      .slice(0, MOST);
  } catch {
    return [];
  }
}

/**
 * What is said of each simulator.
 *
 * @param {string} text of the record.
 * @returns {string[]}
 */
export function readPlayed(text) {
  return games(text).flatMap(([, { line }]) =>
    typeof line === 'string' && line.length <= LONGEST ? [line] : []
  );
}

/**
 * Two tabs may play at once: of each simulator the record that knows of more rounds counts.
 *
 * @param {string} before what another tab may have kept.
 * @param {string} now what this tab's Python wrote.
 * @returns {string}
 */
export function mergedPlayed(before, now) {
  const all = new Map(games(before));
  for (const [game, played] of games(now)) {
    if (!(Number(all.get(game)?.rounds) > Number(played.rounds))) {
      all.set(game, played);
    }
  }
  return JSON.stringify({ games: Object.fromEntries(all) });
}
