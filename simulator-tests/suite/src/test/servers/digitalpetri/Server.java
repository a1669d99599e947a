import com.digitalpetri.modbus.server.ModbusServices;
import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;

/// digitalpetri's Modbus/TCP server with no services. It has no identity to set. Arguments: address,
/// port, seconds to live. Prints `ready` once it listens.
final class Server {
    private Server() {}

    public static void main(String[] args) throws Exception {
        var transport =
                NettyTcpServerTransport.create(
                        config -> {
                            config.bindAddress = args[0];
                            config.port = Integer.parseInt(args[1]);
                        });
        ModbusTcpServer.create(transport, new ModbusServices() {}).start();
        System.out.println("ready");
        Thread.sleep(Long.parseLong(args[2]) * 1000);
        System.exit(0);
    }
}
