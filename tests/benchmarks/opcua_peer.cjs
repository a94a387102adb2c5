// The yardstick of the OPC UA probe: node-opcua as the server that tells changes, at most AHEAD of what was heard.
// node opcua_peer.cjs CHANGES TAGS AHEAD PORT FOLDER; on its input, one number a line: how many changes were heard.
"use strict";
const { OPCUACertificateManager, OPCUAServer, DataType, MessageSecurityMode, SecurityPolicy, Variant } =
  require("node-opcua");

const [changes, tags, ahead, port] = process.argv.slice(2, 6).map(Number);
const folder = process.argv[6];

async function main() {
  const trust = new OPCUACertificateManager({ rootFolder: folder, automaticallyAcceptUnknownCertificate: true });
  const server = new OPCUAServer({
    port, hostname: "127.0.0.1", resourcePath: "/peer", serverCertificateManager: trust,
    userCertificateManager: trust, securityModes: [MessageSecurityMode.None],
    securityPolicies: [SecurityPolicy.None],
  });
  await server.initialize();
  const space = server.engine.addressSpace.getOwnNamespace();
  const shown = Array.from({ length: tags }, (_, number) => space.addVariable({
    organizedBy: server.engine.addressSpace.rootFolder.objects, browseName: `Channel${number}`,
    nodeId: `s=Channel[${number}].Value`, dataType: "Int32", minimumSamplingInterval: 0,
    value: { dataType: DataType.Int32, value: number },
  }));
  await server.start();
  console.log(`opc.tcp://127.0.0.1:${port}/peer`);

  let told = 0, heard = 0, going = false;
  const tell = () => {
    for (let n = 0; n < 200 && told < changes && told - heard < ahead; n++, told++) {
      shown[told % tags].setValueFromSource(new Variant({ dataType: DataType.Int32, value: tags + told }));
    }
    going = told < changes && told - heard < ahead;
    if (going) setImmediate(tell);
  };
  require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
    heard = Number(line);
    if (!going) { going = true; tell(); }
  }).on("close", () => process.exit(0));
}

main().catch((error) => { console.error(error); process.exit(1); });
