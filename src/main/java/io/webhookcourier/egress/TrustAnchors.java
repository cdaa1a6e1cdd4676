package io.webhookcourier.egress;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.Secret;
import io.webhookcourier.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collections;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificate authorities that receivers' certificates may come from: the JVM's, or a file's instead of them. */
final class TrustAnchors {

    private static final String KEY = "courier.tls.truststore";

    private TrustAnchors() {}

    /** @throws ConfigurationException when the truststore cannot be read or holds no certificate authority */
    static SSLContext context(Settings.Tls settings) {
        try {
            KeyStore anchors = settings.truststore() == null ? null : load(settings);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(anchors);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(KEY + ": the JVM refuses the truststore: " + e.getMessage(), e);
        }
    }

    private static KeyStore load(Settings.Tls settings) throws GeneralSecurityException {
        Path file = settings.truststore();
        KeyStore anchors;
        try {
            anchors = isPem(file) ? pem(file) : keyStore(file, settings.truststorePassword());
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigurationException(
                    KEY + ": " + file
                            + " cannot be read with courier.tls.truststore-password; a PKCS12, JKS or PEM file "
                            + "is accepted",
                    e);
        }
        for (String alias : Collections.list(anchors.aliases())) {
            if (anchors.isCertificateEntry(alias)) {
                return anchors;
            }
        }
        throw new ConfigurationException(KEY + ": " + file + " holds no trusted certificate; import one with keytool");
    }

    private static boolean isPem(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String beginning = new String(in.readNBytes(65_536), StandardCharsets.ISO_8859_1);
            return beginning.contains("-----BEGIN CERTIFICATE-----");
        }
    }

    private static KeyStore keyStore(Path file, Secret password) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(
                file.toFile(), password == null ? null : password.reveal().toCharArray());
    }

    private static KeyStore pem(Path file) throws IOException, GeneralSecurityException {
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                anchors.setCertificateEntry("ca-" + number++, certificate);
            }
        }
        return anchors;
    }
}
