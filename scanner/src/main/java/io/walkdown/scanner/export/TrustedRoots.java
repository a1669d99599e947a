package io.walkdown.scanner.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Certificates that a plant trusts in place of the usual ones: many have an authority of their
/// own.
public final class TrustedRoots {
    private TrustedRoots() {}

    /// The certificates of a PEM file.
    ///
    /// @throws ExportException if it holds none
    public static SSLContext in(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("root-" + store.size(), each);
            }
            if (store.size() == 0) {
                throw none(file);
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw none(file);
        }
    }

    private static ExportException none(Path file) {
        return new ExportException(
                file + " holds no certificates that can be read",
                "name a PEM file with -----BEGIN CERTIFICATE-----");
    }
}
