// Serial numbers from a range of the controller's own, and the printer's queue of records.
const state = require("./state");

const AHEAD = 6; // records that wait in the printer

// the next serial numbers as records, so many that AHEAD of them wait
function records() {
  const order = state.order;
  const first = order.serials.length + 1;
  while (order.serials.length < order.printed + AHEAD) {
    state.used += 1;
    const serial = "NR" + String(state.used).padStart(8, "0");
    order.serials.push(serial);
    order.status[serial] = "SENT";
  }
  return ["print_orders", first, order.serials.slice(first - 1)];
}

// a record went onto a pack: another one takes its place
function printed(msg) {
  if (!state.order || msg.payload[1] <= state.order.printed) return null;
  state.order.printed = msg.payload[1];
  return { topic: "printer", payload: [records()] };
}

module.exports = { records, printed };
