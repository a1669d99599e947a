/// Modbus/TCP: the identification objects of a native device, or of listed units behind a gateway.
///
/// Start at [io.walkdown.scanner.modbus.ModbusDialogue]: it is made from
/// [io.walkdown.scanner.modbus.ModbusParameters], says which frames a visit may send (`UnitPlan`
/// deals out the budget, `ModbusFrames` holds the templates), and asks them in order (`Exchange`
/// carries one question, `UnitReading` decides what to ask one unit next). Answers become fields in
/// `DeviceIdentification`. `MbapFraming` and `ModbusOperations` serve the guard and share nothing
/// with `ModbusCodec`, which builds requests from PLC4X's message model.
///
/// Source throughout: Modbus Application Protocol V1.1b3 and Modbus Messaging on TCP/IP
/// Implementation Guide V1.0b.
@NullMarked
package io.walkdown.scanner.modbus;

import org.jspecify.annotations.NullMarked;
