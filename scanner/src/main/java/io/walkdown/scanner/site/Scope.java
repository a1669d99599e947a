package io.walkdown.scanner.site;

import java.util.List;
import java.util.Optional;

/// Which addresses may be contacted (S11). Exclusion wins over everything, and a public address
/// counts only where it is named one by one.
///
/// @param allowed the ranges of `scope`
/// @param excluded the ranges of `exclude`
public record Scope(List<Cidr> allowed, List<Cidr> excluded) {
    /// What the scope says of an address.
    public enum Verdict {
        /// It may be contacted.
        INSIDE,
        /// It is in `exclude`; whatever else holds.
        EXCLUDED,
        /// No range of `scope` holds it.
        OUTSIDE,
        /// It is public, and only a range holds it.
        PUBLIC,
        /// It does not name one device: unspecified, multicast, broadcast or reserved, or the first
        /// or last address of an IPv4 range in `scope` of at least four.
        NOT_ONE_DEVICE
    }

    public Scope {
        allowed = allowed.stream().sorted().distinct().toList();
        excluded = excluded.stream().sorted().distinct().toList();
    }

    /// What holds for that address; the first of exclusion, one device, range, public.
    public Verdict verdict(IpLiteral address) {
        if (exclusion(address).isPresent()) {
            return Verdict.EXCLUDED;
        }
        if (!address.isUnicast()) {
            return Verdict.NOT_ONE_DEVICE;
        }
        if (allowed.contains(Cidr.single(address))) {
            return Verdict.INSIDE;
        }
        if (allowed.stream().noneMatch(range -> range.contains(address))) {
            return Verdict.OUTSIDE;
        }
        if (address.isPublic()) {
            return Verdict.PUBLIC;
        }
        return allowed.stream().anyMatch(range -> isEdge(range, address))
                ? Verdict.NOT_ONE_DEVICE
                : Verdict.INSIDE;
    }

    /// Whether the address may be contacted.
    public boolean contains(IpLiteral address) {
        return verdict(address) == Verdict.INSIDE;
    }

    /// The range of `exclude` that holds the address.
    public Optional<Cidr> exclusion(IpLiteral address) {
        return excluded.stream().filter(range -> range.contains(address)).findFirst();
    }

    private static boolean isEdge(Cidr range, IpLiteral address) {
        return address.family() == IpLiteral.Family.IPV4
                && range.prefix() <= 30
                && (address.equals(range.network()) || address.equals(range.last()));
    }
}
