// A planner of a further make: node-opcua. node foreign_planner.cjs URL FOLDER; it prints what it read as JSON.
// FOLDER: for the certificates that it makes itself.
"use strict";
const { AttributeIds, ClientMonitoredItem, ClientSubscription, DataType, OPCUACertificateManager, OPCUAClient,
  TimestampsToReturn, Variant, VariantArrayType, constructEventFilter, ofType, resolveNodeId } = require("node-opcua");

const URI = "http://opcfoundation.org/UA/ISA95-JOBCONTROL_V2/";
const TAGS = "urn:linebench:tags";

async function plan(session) {
  const spaces = await session.readNamespaceArray();
  const at = spaces.indexOf(URI), tags = spaces.indexOf(TAGS);
  const receiver = resolveNodeId(`ns=${tags};s=JobOrderReceiver/`);
  const make = (number, fields) => session.constructExtensionObject(resolveNodeId(`ns=${at};i=${number}`), fields);

  const events = [];
  const subscription = ClientSubscription.create(session, { requestedPublishingInterval: 10, publishingEnabled: true,
    requestedLifetimeCount: 1000, requestedMaxKeepAliveCount: 100, maxNotificationsPerPublish: 100 });
  const item = ClientMonitoredItem.create(subscription,
    { nodeId: resolveNodeId(`ns=${tags};s=JobResponseProvider/`), attributeId: AttributeIds.EventNotifier },
    { samplingInterval: 0, queueSize: 100, discardOldest: true,
      filter: constructEventFilter([`${at}:JobState`, `${at}:JobOrder`], ofType(`ns=${at};i=1006`)) },
    TimestampsToReturn.Both);
  const told = new Promise((resolve) => item.on("changed", (fields) => {
    events.push([fields[0].value.map((state) => state.stateText.text), fields[1].value.jobOrderID]);
    if (events.length === 2) resolve();
  }));
  await new Promise((resolve) => item.on("initialized", resolve));

  const material = await make(3010, { materialDefinitionID: "04012345678901", materialLotID: "LOT-7", quantity: "12",
    properties: [await make(3002, { ID: "ExpirationDate", value: { dataType: "String", value: "271231" } })] });
  const order = await make(3008, { jobOrderID: "J1", materialRequirements: [material] });
  const comments = new Variant({ dataType: DataType.LocalizedText, arrayType: VariantArrayType.Array, value: [] });
  const call = async (number, first) => {
    const result = await session.call({ objectId: receiver, methodId: resolveNodeId(`ns=${at};i=${number}`),
      inputArguments: [first, comments] });
    return [result.statusCode.name, result.outputArguments.map((each) => each.value)];
  };
  const calls = [await call(7001, new Variant({ dataType: DataType.ExtensionObject, value: order })),
    await call(7005, new Variant({ dataType: DataType.String, value: "J1" })),
    await call(7007, new Variant({ dataType: DataType.String, value: "J1" }))];
  await told;
  const listed = await session.read({ nodeId: resolveNodeId(`ns=${tags};s=JobOrderReceiver/JobOrderList`),
    attributeId: AttributeIds.Value });
  const shown = listed.value.value.map((each) => [each.jobOrder.jobOrderID,
    each.jobOrder.materialRequirements[0].quantity, each.state[0].stateNumber]);
  await subscription.terminate();
  return { calls, events, shown };
}

async function main() {
  const trust = new OPCUACertificateManager({ rootFolder: process.argv[3] });
  const client = OPCUAClient.create({ endpointMustExist: false, connectionStrategy: { maxRetry: 1 },
    clientCertificateManager: trust });
  await client.connect(process.argv[2]);
  const session = await client.createSession();
  const read = await plan(session);
  await session.close();
  await client.disconnect();
  process.stdout.write(JSON.stringify(read));
}

main().catch((error) => { console.error(error); process.exit(1); });
