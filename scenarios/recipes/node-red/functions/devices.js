// Printer, camera and PLC: messages are lines of JSON, arrays headed by their name.
const state = require("./state");

const DEVICES = ["printer", "camera", "plc"];
const missing = () => DEVICES.filter((name) => !(name in state.sessions));

// a device said something: remember where to answer it
function heard(msg, node) {
  const before = missing().length;
  state.sessions[msg.topic] = msg._session;
  if (before && !missing().length) node.warn("ready: every device is connected");
  return msg;
}

// some seconds after the start: up all the same
function waited(node) {
  if (missing().length) node.warn(`ready: not connected to ${missing().join(", ")}`);
}

// what is for a device, as lines for its connection
function lines(msg) {
  return {
    _session: state.sessions[msg.topic],
    payload: msg.payload.map((each) => JSON.stringify(each) + "\n").join(""),
  };
}

// the PLC says how the line is, or that an alarm came or went
function line(msg) {
  const [what, name, on, latched] = msg.payload;
  if (what === "machine_state") state.packml = name;
  else if (on) state.alarms[name] = latched;
  else delete state.alarms[name];
}

module.exports = { missing, heard, waited, lines, line };
