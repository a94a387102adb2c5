// What the function nodes of the flow do; each is one line that calls one of these.
module.exports = {
  ...require("./devices"),
  ...require("./people"),
  ...require("./printing"),
  ...require("./judging"),
  ...require("./results"),
};
