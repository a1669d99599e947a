package io.walkdown.scanner.site;

import io.walkdown.profiles.Protocol;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// One entry of `devices`: where to ask, how, and what is declared of the device there.
///
/// @param name unique in the site, ignoring case
/// @param address where it is
/// @param port 1 to 65535; the protocol's own unless stated
/// @param protocol what it speaks; one that this version speaks too
/// @param profile the id of its profile; empty: the best match, else unknown
/// @param rack S7 rack of the CPU, 0 to 7
/// @param slot S7 slot of the CPU, 0 to 31
/// @param s7 kind of S7 connection
/// @param unit Modbus unit id, 0 to 247 or 255
/// @param units Modbus units behind a gateway, 1 to 247 or 255, in the file's order
/// @param slots chassis slots to ask over EtherNet/IP, 0 to 255, in the file's order
/// @param clients the device's permanent connections, 0 to 1024 (S2); empty: not declared
/// @param groups its shared-fate groups (S6)
/// @param zone its zone in the sense of IEC 62443; empty text: none
/// @param purdue its level, 0 to 5 or 3.5, as text; empty text: none
/// @param safety whether it is a safety system, which is never contacted (S11)
/// @param spare whether nothing is expected there, so that silence is no miss
/// @param canary whether it is visited first of its kind (S8)
/// @param criticality how much it would be missed; empty: not said
/// @param acknowledgements what a person lifted for it, expired ones included
/// @param at where the entry starts in the site file
/// @param path the entry's field there, for example `devices[3]`
public record Device(
        String name,
        IpLiteral address,
        int port,
        Protocol protocol,
        Optional<String> profile,
        OptionalInt rack,
        OptionalInt slot,
        S7Access s7,
        OptionalInt unit,
        List<Integer> units,
        List<Integer> slots,
        OptionalInt clients,
        Set<String> groups,
        String zone,
        String purdue,
        boolean safety,
        boolean spare,
        boolean canary,
        Optional<Criticality> criticality,
        List<Acknowledgement> acknowledgements,
        Position at,
        String path) {
    public Device {
        units = List.copyOf(units);
        slots = List.copyOf(slots);
        groups = Set.copyOf(groups);
        acknowledgements = List.copyOf(acknowledgements);
    }

    /// The acknowledgement of that rule that still holds.
    ///
    /// @param rule the contract's number, for example `S2`
    /// @param now the time of the visit
    public Optional<Acknowledgement> acknowledgement(String rule, Instant now) {
        return acknowledgements.stream()
                .filter(given -> given.rule().equals(rule) && given.isEffective(now))
                .findFirst();
    }

    /// The same entry with that unit or slot alone.
    Device onlyAt(int place) {
        boolean modbus = protocol == Protocol.MODBUS;
        return new Device(
                name,
                address,
                port,
                protocol,
                profile,
                rack,
                slot,
                s7,
                modbus ? OptionalInt.of(place) : unit,
                modbus ? List.of() : units,
                modbus ? slots : List.of(place),
                clients,
                groups,
                zone,
                purdue,
                safety,
                spare,
                canary,
                criticality,
                acknowledgements,
                at,
                path);
    }

    /// Address and port, for example `10.1.2.3:102`.
    public String endpointText() {
        return Endpoint.text(address, port);
    }
}
