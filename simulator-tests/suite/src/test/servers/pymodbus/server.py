"""pymodbus's Modbus/TCP server with a device identity of its own.

Arguments: address, port, seconds to live, and which identity. Prints "ready" once it listens.
"""

import asyncio
import signal
import sys

from pymodbus.datastore import ModbusServerContext, ModbusSlaveContext
from pymodbus.device import ModbusDeviceIdentification
from pymodbus.server.async_io import ModbusTcpServer

WHOLE = {
    "VendorName": "Walkdown Lab",
    "ProductCode": "WL-PY-300",
    "MajorMinorRevision": "3.0.0-7",
    "VendorUrl": "http://lab.example/py",
    "ProductName": "Boiler house gauge",
    "ModelName": "PY-300 rev B",
    "UserApplicationName": "Gauge 7",
}
IDENTITIES = {
    "whole": WHOLE,
    # a mandatory object that nobody set: it is left out of the answer
    "no-revision": {name: text for name, text in WHOLE.items() if name != "MajorMinorRevision"},
    # not ASCII: the length byte counts characters, and more bytes than that follow
    "umlaut": WHOLE | {"VendorName": "Kälte Süd"},
}


async def main(address: str, port: int, identity: str) -> None:
    context = ModbusServerContext(slaves=ModbusSlaveContext(), single=True)
    server = ModbusTcpServer(
        context,
        identity=ModbusDeviceIdentification(info_name=IDENTITIES[identity]),
        address=(address, port),
    )
    task = asyncio.ensure_future(server.serve_forever())
    await server.serving
    print("ready", flush=True)
    await task


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit("usage: server ADDRESS PORT SECONDS IDENTITY")
    signal.alarm(int(sys.argv[3]))
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[4]))
