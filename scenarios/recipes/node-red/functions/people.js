// What people ask for: POST /ask/clearance, order, start, stop, hold, acknowledge and end.
const state = require("./state");
const { missing } = require("./devices");
const printing = require("./printing");
const { unread } = require("./results");

const STANDS = [2, 4, 9, 11, 17]; // stopped, idle, aborted, held, complete
const RECIPES = { // by GTIN; weights in mg
  "09501101530003": { low: 22500, high: 25500 },
  "09501101530010": { low: 29500, high: 32500 },
};
const REJECTS_IN_A_ROW = 5;

function answer(msg, refused) {
  msg.statusCode = refused ? 409 : 200;
  msg.payload = refused || "done";
  return msg;
}

// outputs: to the devices, to whoever asked, to the report
function asked(msg) {
  const what = msg.req.params.what;
  if (["start", "stop", "hold", "acknowledge"].includes(what)) return command(msg, what);
  const doing = { clearance, order, end }[what];
  return doing ? doing(msg) : [null, answer(msg, `cannot ${what}`), null];
}

// the PLC decides; the person waits for its answer
function command(msg, name) {
  if (name === "start" && !state.order) return [null, answer(msg, "no order"), null];
  state.waiting[name] = msg;
  return [{ topic: "plc", payload: [["command", name, msg.payload.by || ""]] }, null, null];
}

function clearance(msg) {
  if (!STANDS.includes(state.packml)) return [null, answer(msg, "the line runs"), null];
  state.cleared = msg.payload.by || "somebody";
  return [null, answer(msg), null];
}

function refusal(order) {
  if (state.order) return "an order is open";
  if (!state.cleared) return "nobody saw the line empty (clearance)";
  if (!(order.gtin in RECIPES)) return `no recipe for ${order.gtin}`;
  return missing().length ? `not connected: ${missing().join(", ")}` : "";
}

// set up every device; the camera answers last
function order(msg) {
  const { order: id, gtin, lot, expiry, quantity } = msg.payload;
  const refused = refusal(msg.payload);
  if (refused) return [null, answer(msg, refused), null];
  state.order = {
    id, gtin, lot, expiry, quantity: Number(quantity), file: `reports/${Date.now()}-${id}.csv`,
    serials: [], status: {}, packs: {}, printed: 0, read: 0, good: 0,
  };
  state.cleared = "";
  state.waiting.job = msg;
  const { low, high } = RECIPES[gtin];
  return [[
    { topic: "printer", payload: [["clear_queue"], ["print_job", gtin, gtin, lot, expiry], printing.records()] },
    { topic: "plc", payload: [["setup", low, high, REJECTS_IN_A_ROW], ["command", "restart_count", "flow"]] },
    { topic: "camera", payload: [["camera_job", gtin]] },
  ], null, null];
}

function end(msg) {
  if (!state.order) return [null, answer(msg, "no order"), null];
  if (!STANDS.includes(state.packml)) return [null, answer(msg, "the line runs"), null];
  const report = unread(state.order.printed);
  state.order = null;
  return [{ topic: "printer", payload: [["clear_queue"]] }, answer(msg), report];
}

// a device answered what a person waits for
function answered(msg) {
  const [what, name, outcome, reason] = msg.payload;
  return what === "camera_state" ? selected(outcome) : reply(name, outcome ? "" : reason || "the PLC refuses");
}

// the camera says which job it has: without the right one there is no order
function selected(job) {
  if (!state.waiting.job) return null;
  const known = job === state.order?.gtin;
  if (!known) state.order = null;
  return reply("job", known ? "" : "the camera does not know the job");
}

function reply(key, refused) {
  const asker = state.waiting[key];
  delete state.waiting[key];
  return asker ? answer(asker, refused) : null;
}

// GET /status, GET /clock
function status(msg) {
  const alarms = Object.entries(state.alarms).map(([name, latched]) => ({ name, latched }));
  msg.payload = { state: state.packml, alarms };
  return msg;
}

function clock(msg) {
  msg.payload = new Date().toISOString();
  return msg;
}

module.exports = { asked, answered, status, clock };
