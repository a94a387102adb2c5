// Is what the camera read on a pack what was ordered for it?
const state = require("./state");

const CODE = /^01(\d{14})17(\d{6})10([^\x1d]{1,20})\x1d21([^\x1d]{1,20})$/;
const UNDERWAY = 6; // packs between infeed and camera when feeding ends
const MISTAKE = process.env.MISTAKE || ""; // "lot": nobody looks at the lot

// what is wrong with the pack, and the serial number of this order on it
function wrong(outcome, content, text, symbology, order) {
  const found = outcome === "read" && CODE.exec(content);
  if (!found) return [outcome === "read" ? "no pack code" : "not read", ""];
  const [, gtin, expiry, lot, serial] = found;
  const mine = order.status[serial] === "SENT" ? serial : "";
  if (symbology !== "]d2") return ["wrong symbol", mine];
  if (gtin !== order.gtin) return ["wrong GTIN", mine];
  if (lot !== order.lot && MISTAKE !== "lot") return ["wrong lot", mine];
  if (expiry !== order.expiry) return ["wrong expiry", mine];
  if (!mine) return [serial in order.status ? "serial number seen before" : "unknown serial number", ""];
  if (text !== `(01)${gtin}\n(21)${serial}\n(10)${lot}\n(17)${expiry}`) return ["wrong text", mine];
  return ["", mine];
}

// the verdict goes to the PLC under the camera's trigger number
function judge(msg) {
  const [, trigger, outcome, content, text, symbology] = msg.payload;
  const order = state.order;
  if (!order || trigger in order.packs) return null;
  const [reason, serial] = wrong(outcome, content, text, symbology, order);
  order.packs[trigger] = { serial, reason };
  if (serial) {
    order.status[serial] = "READ";
    order.read = Math.max(order.read, order.serials.indexOf(serial) + 1);
  }
  const said = [["verdict", trigger, !reason]];
  order.good += reason ? 0 : 1;
  if (!reason && order.good === order.quantity - UNDERWAY) said.push(["command", "complete", "flow"]);
  return { topic: "plc", payload: said };
}

module.exports = { judge };
