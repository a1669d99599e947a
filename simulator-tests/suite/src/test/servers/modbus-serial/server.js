"use strict";
// modbus-serial's ServerTCP with a device identity of its own. Arguments: address, port, seconds to
// live, and which identity. Prints "ready" once it listens.
const ServerTCP = require("modbus-serial/servers/servertcp");

const basic = { 0: "Walkdown Lab", 1: "WL-MS-8025", 2: "8.0.25" };
const regular = {
    ...basic,
    3: "http://lab.example/ms",
    4: "Cooling water skid",
    5: "MS-8025 rev C",
    6: "Skid 2"
};
const identities = {
    // the basic objects alone: conformity 1, all in one answer
    basic,
    // basic objects that need two answers
    "long-basic": { 0: "V".repeat(200), 1: "P".repeat(100), 2: "8.0.25" },
    // regular objects that need two answers
    "long-regular": { ...regular, 3: "http://lab.example/" + "u".repeat(80), 6: "A".repeat(120) },
    // private objects behind the regular ones
    private: { ...regular, 128: "Boiler house", 129: "C".repeat(150) },
    // not ASCII: the length byte counts characters, and the text is cut to that many bytes
    umlaut: { ...regular, 4: "Kühlkreis" }
};

const [address, port, seconds, identity] = process.argv.slice(2);
const vector = { readDeviceIdentification: () => identities[identity] };
const server = new ServerTCP(vector, { host: address, port: Number(port), unitID: 255 });
server.on("initialized", () => console.log("ready"));
server.on("serverError", (error) => {
    console.error(`cannot listen on ${address}:${port}: ${error.message}`);
    process.exit(1);
});
setTimeout(() => process.exit(0), Number(seconds) * 1000);
