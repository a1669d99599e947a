package io.walkdown.profiles;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The safety list: order numbers and type names by which a safety controller gives itself away. An
/// answer that is on it ends the visit at once (S11).
///
/// The list is deliberately broad: what it names too much stays unvisited until a person decides,
/// what it names too little is a safety controller that was asked again. It does not replace
/// `safety: true` in the site file, which withholds the first contact too.
public final class SafetyControllers {
    private static final List<Entry> ENTRIES =
            List.of(
                    // Siemens order numbers (Siemens Industry Mall, "F-CPU" of each family)
                    new Entry("6ES7\\s?315-(6FF|2FJ)\\d.*", "S7-300F"),
                    new Entry("6ES7\\s?317-(6FF|2FK)\\d.*", "S7-300F"),
                    new Entry("6ES7\\s?318-3FL\\d.*", "S7-300F"),
                    new Entry("6ES7\\s?151-[78]F[AB]\\d.*", "ET 200S F-CPU"),
                    new Entry("6ES7\\s?154-8F[ABX]\\d.*", "ET 200pro F-CPU"),
                    new Entry("6ES7\\s?41\\d-\\d[FHK][A-Z]?\\d.*", "S7-400F or FH"),
                    new Entry("6ES7\\s?414-3FM\\d.*", "S7-400F"),
                    new Entry("6ES7\\s?416-[23]F[A-Z]\\d.*", "S7-400F"),
                    new Entry("6ES7\\s?21[245]-1[AH]F\\d.*", "S7-1200F"),
                    new Entry("6ES7\\s?51\\d-[1-4][FU][A-Z]\\d.*", "S7-1500F or TF"),
                    new Entry("6ES7\\s?51[024]-1S[A-Z]\\d.*", "ET 200SP F-CPU"),
                    new Entry(".*\\bCPU\\s?\\d{3,4}[A-Z]*F\\b.*", "F-CPU by its name"),
                    new Entry(".*\\bCPU\\s?\\d{4}(SP )?F-\\d.*", "F-CPU by its name"),
                    // Rockwell Automation 1756-RM012 and 1768-UM002
                    new Entry("1756-L\\d{1,2}E?(XT)?S(P|XT|K)*(/.*)?", "GuardLogix"),
                    new Entry("1756-L\\d(XT)?SP(XT|K)?(/.*)?", "GuardLogix safety partner"),
                    new Entry("1768-L4\\dS.*", "Compact GuardLogix"),
                    new Entry("(1769|5069)-L\\d+ER(M|P)?S\\d?.*", "Compact GuardLogix"),
                    new Entry("1752-L24.*", "SmartGuard 600"),
                    new Entry(".*guardlogix.*", "GuardLogix by its name"),
                    // Schneider Electric, Modicon M580 and Quantum safety
                    new Entry("BMEP58\\d{4}S.*", "Modicon M580 safety"),
                    new Entry("140\\s?CPU\\s?651\\s?60S.*", "Modicon Quantum safety"),
                    new Entry("XPSMC.*", "Preventa safety controller"),
                    // families that are safety systems as a whole
                    new Entry(".*\\b(triconex|tricon|trident)\\b.*", "Triconex"),
                    new Entry(".*\\b(himax|himatrix|hima)\\b.*", "HIMA"),
                    new Entry(".*\\b(pnozmulti|pss ?4000|pss[u3])\\b.*", "Pilz"),
                    new Entry(".*\\bsafety (manager|controller|plc|partner)\\b.*", "by its name"),
                    // CIP device types (ODVA, Common Industrial Protocol, volume 1, chapter 6)
                    new Entry("safety (discrete|analog) i/o device", "CIP safety device"),
                    new Entry("safety drive device", "CIP safety device"));

    private SafetyControllers() {}

    /// What a name gives its device away as.
    ///
    /// @param name an order number, product name or device type, as a device told it
    /// @return the safety system's kind, or empty for a name that is not on the list
    public static Optional<String> kindOf(String name) {
        String stripped = name.strip();
        return ENTRIES.stream()
                .filter(entry -> entry.pattern.matcher(stripped).matches())
                .map(Entry::kind)
                .findFirst();
    }

    /// Whether that order number, product name or device type is on the list.
    public static boolean lists(String name) {
        return kindOf(name).isPresent();
    }

    private record Entry(Pattern pattern, String kind) {
        Entry(String regex, String kind) {
            this(Pattern.compile(regex, Pattern.CASE_INSENSITIVE), kind);
        }
    }
}
