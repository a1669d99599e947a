"use strict";
// jsmodbus's Modbus/TCP server. It has no identity to set. Arguments: address, port, seconds to
// live. Prints "ready" once it listens.
const net = require("net");
const modbus = require("jsmodbus");

const [address, port, seconds] = process.argv.slice(2);
const listener = new net.Server();
new modbus.server.TCP(listener, { holding: Buffer.alloc(16) });
listener.on("error", (error) => {
    console.error(`cannot listen on ${address}:${port}: ${error.message}`);
    process.exit(1);
});
listener.listen(Number(port), address, () => console.log("ready"));
setTimeout(() => process.exit(0), Number(seconds) * 1000);
