// Where Node-RED finds the flow and its functions, and where it listens: on this machine alone.
require("fs").mkdirSync(`${__dirname}/reports`, { recursive: true });

module.exports = {
  flowFile: "flows.json",
  fileWorkingDirectory: __dirname, // of the report
  uiHost: "127.0.0.1",
  uiPort: 47310,
  socketReconnectTime: 500, // ms between attempts to reach a device
  functionGlobalContext: { line: require("./functions") },
  telemetry: { enabled: false, updateNotification: false },
};
