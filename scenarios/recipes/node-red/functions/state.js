// What the controller knows. All of it is gone with its power.
module.exports = {
  sessions: {}, // the TCP session of each device that has said anything
  packml: 2, // state of the line: 2 is stopped, 6 makes packs
  alarms: {}, // name: whether a person must acknowledge it
  cleared: "", // who saw the line empty
  order: null, // the running order
  waiting: {}, // requests of people that a device must answer first
  used: 0, // numbers taken from the range of serial numbers
};
