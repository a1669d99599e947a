package io.walkdown.scanner.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/// The canonical text of a site: JSON with sorted keys, sorted lists and one spelling of each
/// value.
final class NormalForm {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private NormalForm() {}

    static String of(Site site) {
        Map<String, Object> form = new TreeMap<>();
        form.put("site", site.name());
        form.put("timeZone", site.timeZone().getId());
        form.put("scope", texts(site.scope().allowed()));
        form.put("exclude", texts(site.scope().excluded()));
        form.put("limits", limits(site.limits()));
        form.put("windows", windows(site.windows()));
        Map<String, Object> groups = new TreeMap<>();
        site.groups().forEach((name, group) -> groups.put(name, group(group)));
        form.put("groups", groups);
        Map<String, Object> devices = new TreeMap<>();
        site.devices().forEach(device -> devices.put(device.name(), device(device)));
        form.put("devices", devices);
        try {
            return JSON.writeValueAsString(form);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps, lists and texts can be written", impossible);
        }
    }

    private static Map<String, Object> limits(Limits limits) {
        Map<String, Object> form = new TreeMap<>();
        form.put("concurrentVisits", limits.concurrentVisits());
        form.put("framesPerSecond", number(limits.framesPerSecond()));
        return form;
    }

    private static List<String> windows(Windows windows) {
        return windows.any()
                ? List.of("any")
                : windows.list().stream().map(Window::text).sorted().distinct().toList();
    }

    private static Map<String, Object> group(Group group) {
        Map<String, Object> form = new TreeMap<>();
        form.put("kind", group.kind().id());
        form.put("concurrentVisits", group.concurrentVisits());
        form.put("framesPerSecond", number(group.framesPerSecond()));
        form.put("busTimePercent", number(group.busTimePercent()));
        return form;
    }

    private static Map<String, Object> device(Device device) {
        Map<String, Object> form = new TreeMap<>();
        form.put("address", device.address().text());
        form.put("port", device.port());
        form.put("protocol", device.protocol().id());
        form.put("profile", device.profile().orElse(""));
        form.put("rack", number(device.rack()));
        form.put("slot", number(device.slot()));
        form.put("s7Group", device.s7().group().id());
        form.put("s7RemoteTsap", device.s7().tsapText());
        form.put("units", Endpoint.unitsOf(device).stream().sorted().toList());
        form.put("slots", device.slots().stream().sorted().toList());
        form.put("clients", number(device.clients()));
        form.put("groups", device.groups().stream().sorted().toList());
        form.put("zone", device.zone());
        form.put("purdue", device.purdue());
        form.put("safety", device.safety());
        form.put("spare", device.spare());
        form.put("canary", device.canary());
        form.put("criticality", device.criticality().map(Criticality::id).orElse(""));
        form.put(
                "acknowledge",
                device.acknowledgements().stream()
                        .map(NormalForm::acknowledgement)
                        .sorted()
                        .toList());
        return form;
    }

    private static String acknowledgement(Acknowledgement given) {
        return String.join(
                "\u0000", given.rule(), given.until().toString(), given.by(), given.reason());
    }

    private static List<String> texts(Collection<Cidr> ranges) {
        return ranges.stream().map(Cidr::text).sorted().toList();
    }

    private static String number(OptionalInt number) {
        return number.isEmpty() ? "" : String.valueOf(number.getAsInt());
    }

    private static String number(OptionalDouble number) {
        return number.isEmpty() ? "" : number(number.getAsDouble());
    }

    private static String number(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
