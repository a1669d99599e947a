/// S7comm over ISO-on-TCP: identifies a SIMATIC S7 CPU by its system status lists.
///
/// Read [io.walkdown.scanner.s7.S7Dialogue] first: connection request, setup, SZL 0x0011, and SZL
/// 0x001C only where profile and order number allow it. `S7Frames` holds every frame as a template
/// and builds the bytes that are sent with PLC4X's message model. Answers are read from raw bytes
/// by `S7Answer`: PLC4X leaves SZL data as bytes anyway, gives null for return codes that real
/// devices send, and throws on some disconnect confirmations. `SzlData` joins fragments and cuts
/// records; `ModuleIdentification` and `ComponentIdentification` turn records into fields.
/// `TpktFraming` and `S7Operations` are what the guard looks with; they share nothing with PLC4X.
@NullMarked
package io.walkdown.scanner.s7;

import org.jspecify.annotations.NullMarked;
