package io.walkdown.scanner.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The files that `walkdown init` writes.
public final class SiteTemplate {
    private SiteTemplate() {}

    /// A commented `site.yaml` with one device for each spoken protocol, all on loopback. It loads
    /// without findings.
    public static String siteYaml() {
        try (InputStream in = SiteTemplate.class.getResourceAsStream("site-template.yaml")) {
            if (in == null) {
                throw new IllegalStateException("site-template.yaml is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A `.gitignore` that keeps baseline and site file in Git, and recordings out of it.
    public static String gitignore() {
        return """
        # recordings of runs; the baseline is what belongs into Git
        runs/
        # plans that were written for one run
        plan.json
        """;
    }
}
