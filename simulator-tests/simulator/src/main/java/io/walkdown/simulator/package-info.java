/// The simulated plant: controllers written byte by byte from the standards, each of which keeps a
/// record of everything that reached it and judges that record by the safety contract.
///
/// Nothing here shares a line of code with the scanner: a mistake in a shared codec would hide
/// itself. The only libraries are the JDK and a YAML reader.
///
/// **Find your way.** [SimulatedPlant] starts what a [PlantFile] describes. A [Device] has [Slots]
/// and gives each connection a [Session] on a virtual thread; one thread ([Listeners]) notices new
/// connections and datagrams for all of them, so that ten thousand devices fit into one process. A
/// session runs a [Dialogue], one per protocol ([S7Dialogue], [ModbusDialogue], [EnipDialogue]): it
/// *understands* a frame (what is it, is it on the protocol's list of harmless requests) and then
/// *answers* it. What it understood goes to the device's [DeviceWatch] and from there to the site's
/// [Witness], who name breaches by the contract's rule numbers. [Hmi] is the plant's own operator
/// panel, which must not notice a scan. [WitnessReport] is what they saw, [PhaseCapture] writes it
/// as a capture for foreign tools, [SiteText] writes the site file that matches.
///
/// **Plant files.** A plant is a YAML document: `version: 1`, `name`, optional `scope`, `exclude`,
/// `limits`, `groups`, `devices`, `crowd` and `changes`. A device has a `name`, an `address`, its
/// limits and behaviours, exactly one of `s7`, `modbus`, `enip` with its identity, and `site`,
/// which is passed on to the generated site file as it stands. Every key, with unit and default, is
/// described in `docs/plant-file.md` and at the records [PlantFile], [DeviceSpec], [S7Spec],
/// [ModbusSpec] and [EnipSpec]. An unknown key is an error that names the key.
@NullMarked
package io.walkdown.simulator;

import org.jspecify.annotations.NullMarked;
