package io.walkdown.scanner.site;

import java.nio.file.Path;
import java.util.List;

/// The known-bad lists that a site adds to the shipped one (S8), as paths beside the site file
/// unless absolute.
///
/// @param lists the lists, in the file's order
/// @param keys public keys (PEM, Ed25519) whose signatures on shared lists are trusted
public record KnownBadFiles(List<Path> lists, List<Path> keys) {
    public KnownBadFiles {
        lists = List.copyOf(lists);
        keys = List.copyOf(keys);
    }
}
