import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import java.net.InetAddress;

/// j2mod's Modbus/TCP server with an empty process image for unit 1. It has no identity to set.
/// Arguments: address, port, seconds to live. Prints `ready` once it listens.
final class Server {
    private Server() {}

    public static void main(String[] args) throws Exception {
        InetAddress address = InetAddress.getByName(args[0]);
        int port = Integer.parseInt(args[1]);
        ModbusSlave slave = ModbusSlaveFactory.createTCPSlave(address, port, 2, false);
        slave.addProcessImage(1, new SimpleProcessImage());
        slave.open();
        System.out.println("ready");
        Thread.sleep(Long.parseLong(args[2]) * 1000);
        System.exit(0);
    }
}
