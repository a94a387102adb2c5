// What became of each pack, by the PLC, and the line in the report that follows from it.
const state = require("./state");

const STATUS = { passed: "GOOD" }; // every other fate is a reject

function report(serial, status, reason) {
  const { id, gtin, file } = state.order;
  state.order.status[serial] = status;
  const line = [new Date().toISOString(), id, gtin, serial, status, reason].join(",");
  return { filename: file, payload: line };
}

// the PLC says what became of packs, by trigger: [[17, "rejected", "verdict"], ...]
function results(msg) {
  if (!state.order) return null;
  return [msg.payload[1].map(([trigger, fate, cause]) => result(trigger, fate, cause)).filter(Boolean)];
}

function result(trigger, fate, cause) {
  const pack = state.order.packs[trigger] || { serial: "", reason: cause };
  const serial = pack.serial || oldestUnread();
  if (!trigger || !serial || state.order.status[serial] === "GOOD") return null;
  return report(serial, STATUS[fate] || "REJECT", STATUS[fate] ? "" : pack.reason || cause);
}

// records are read in the order in which they were printed: the first one left out is on the pack without a serial
function oldestUnread() {
  const { serials, status, read } = state.order;
  return serials.slice(0, read).find((serial) => status[serial] === "SENT");
}

// at the end of an order: what was printed and never read was rejected
function unread(printed) {
  const { serials, status } = state.order;
  const left = serials.slice(0, printed).filter((serial) => status[serial] === "SENT");
  return left.map((serial) => report(serial, "REJECT", "not read"));
}

module.exports = { results, unread };
