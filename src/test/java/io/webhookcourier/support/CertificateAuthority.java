package io.webhookcourier.support;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of a test's own, with ECDSA keys on P-256. */
public final class CertificateAuthority {

    private static final AtomicLong SERIAL = new AtomicLong(1);

    private final X500Name name;
    private final KeyPair keys = keyPair();
    private final X509Certificate root;

    /** @param name such as {@code CN=Test CA}; each authority gets a number after it */
    public CertificateAuthority(String name) throws GeneralSecurityException, IOException {
        this.name = new X500Name(name + " " + SERIAL.get());
        root = certificate(this.name, keys, this.name, keys, Duration.ofDays(1), null, true);
    }

    public static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    /** Of the authority itself. */
    public X509Certificate root() {
        return root;
    }

    /** {@link #root} as PEM, for the truststore of clients. */
    public String pem() throws GeneralSecurityException {
        String text = Base64.getMimeEncoder().encodeToString(root.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
    }

    /** @param validFor negative for a certificate that has expired */
    public X509Certificate issue(String subject, KeyPair subjectKeys, Duration validFor, GeneralNames names)
            throws GeneralSecurityException, IOException {
        return certificate(name, keys, new X500Name(subject), subjectKeys, validFor, names, false);
    }

    public static X509Certificate selfSigned(String subject, KeyPair keys, Duration validFor, GeneralNames names)
            throws GeneralSecurityException, IOException {
        X500Name own = new X500Name(subject);
        return certificate(own, keys, own, keys, validFor, names, false);
    }

    private static X509Certificate certificate(
            X500Name issuer,
            KeyPair issuerKeys,
            X500Name subject,
            KeyPair subjectKeys,
            Duration validFor,
            GeneralNames names,
            boolean authority)
            throws GeneralSecurityException, IOException {
        Instant end = Instant.now().plus(validFor);
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(SERIAL.incrementAndGet()),
                Date.from(end.minus(Duration.ofDays(10))),
                Date.from(end),
                subject,
                subjectKeys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        if (names != null) {
            builder.addExtension(Extension.subjectAlternativeName, false, names);
        }
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate())));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
