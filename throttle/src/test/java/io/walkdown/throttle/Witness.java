package io.walkdown.throttle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/// Judges a run by the times at which things happened, as the devices would have seen them. It
/// shares no code with the throttle. Recording is thread-safe.
final class Witness {
    /// One connect attempt or one exchange: from our first byte to the last byte of the answer.
    record Contact(VisitDemand visit, boolean frame, long startNanos, long endNanos) {}

    /// One visit from admission to end.
    record Stay(VisitDemand visit, long startNanos, long endNanos) {}

    private final List<Contact> contacts = new ArrayList<>();
    private final List<Stay> stays = new ArrayList<>();

    synchronized void connected(VisitDemand visit, long startNanos, long endNanos) {
        contacts.add(new Contact(visit, false, startNanos, endNanos));
    }

    synchronized void exchanged(VisitDemand visit, long wroteNanos, long endNanos) {
        contacts.add(new Contact(visit, true, wroteNanos, endNanos));
    }

    synchronized void stayed(VisitDemand visit, long startNanos, long endNanos) {
        stays.add(new Stay(visit, startNanos, endNanos));
    }

    synchronized int frames() {
        return (int) contacts.stream().filter(Contact::frame).count();
    }

    synchronized int visits() {
        return stays.size();
    }

    /// Every breach, each beginning with its rule.
    synchronized List<String> breaches(SiteLimits site, Collection<GroupLimits> groups) {
        List<String> breaches = new ArrayList<>();
        contacts.sort(Comparator.comparingLong(Contact::startNanos));
        byKey(contacts, c -> c.visit().address()).forEach((a, list) -> gaps(a, list, breaches));
        byKey(contacts, c -> c.visit().visit()).forEach((v, list) -> budget(v, list, breaches));
        rate("site", site.framesPerSecond(), contacts, breaches);
        places("S6 site", site.concurrentVisits(), stays, breaches);
        byKey(stays, s -> s.visit().address())
                .forEach((a, list) -> places("S2 address " + a, 1, list, breaches));
        for (GroupLimits group : groups) {
            Predicate<VisitDemand> member = v -> v.groups().contains(group.name());
            List<Contact> own = contacts.stream().filter(c -> member.test(c.visit())).toList();
            group.framesPerSecond().ifPresent(f -> rate(group.name(), f, own, breaches));
            group.busTimePercent().ifPresent(p -> busTime(group.name(), p, own, breaches));
            places(
                    "S2 group " + group.name(),
                    group.concurrentVisits(),
                    stays.stream().filter(s -> member.test(s.visit())).toList(),
                    breaches);
        }
        return breaches;
    }

    private static <T> Map<String, List<T>> byKey(List<T> all, Function<T, String> key) {
        Map<String, List<T>> map = new TreeMap<>();
        all.forEach(one -> map.computeIfAbsent(key.apply(one), _ -> new ArrayList<>()).add(one));
        return map;
    }

    private static void gaps(String address, List<Contact> inOrder, List<String> breaches) {
        for (int i = 1; i < inOrder.size(); i++) {
            Contact next = inOrder.get(i);
            long quiet = next.startNanos() - inOrder.get(i - 1).endNanos();
            if (quiet < (next.frame() ? next.visit().gap().nanos() : 0)) {
                breaches.add("S4 %s was quiet for %d ns only".formatted(address, quiet));
            }
        }
    }

    private static void budget(String visit, List<Contact> all, List<String> breaches) {
        VisitAllowance allowance = all.getFirst().visit().allowance();
        long frames = all.stream().filter(Contact::frame).count();
        if (frames > allowance.frames() || all.size() - frames > allowance.connections()) {
            breaches.add("S5 %s had %d frames of %d contacts".formatted(visit, frames, all.size()));
        }
    }

    private static void rate(
            String whose, double framesPerSecond, List<Contact> inOrder, List<String> breaches) {
        List<Contact> frames = inOrder.stream().filter(Contact::frame).toList();
        for (int i = 1; i < frames.size(); i++) {
            long apart = frames.get(i).startNanos() - frames.get(i - 1).startNanos();
            if (apart < 1e9 / framesPerSecond) {
                breaches.add("S6 rate of %s: %d ns apart".formatted(whose, apart));
            }
        }
    }

    private static void busTime(
            String whose, double percent, List<Contact> inOrder, List<String> breaches) {
        List<Contact> frames = inOrder.stream().filter(Contact::frame).toList();
        for (int i = 1; i < frames.size(); i++) {
            Contact last = frames.get(i - 1);
            double cycle = (last.endNanos() - last.startNanos()) * 100 / percent;
            long apart = frames.get(i).startNanos() - last.startNanos();
            if (apart < Math.floor(cycle)) {
                breaches.add("S6 bus time of %s: %d ns apart".formatted(whose, apart));
            }
        }
    }

    private static void places(String whose, int most, List<Stay> stays, List<String> breaches) {
        TreeMap<Long, Integer> changes = new TreeMap<>();
        for (Stay stay : stays) {
            changes.merge(stay.startNanos(), 1, Integer::sum);
            changes.merge(stay.endNanos(), -1, Integer::sum);
        }
        int now = 0;
        for (int change : changes.values()) {
            now += change;
            if (now > most) {
                breaches.add("%s: %d visits at once".formatted(whose, now));
                return;
            }
        }
    }
}
