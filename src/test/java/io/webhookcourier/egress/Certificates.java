package io.webhookcourier.egress;

import java.math.BigInteger;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority made for one test, and receivers' certificates that it signs. */
final class Certificates {

    static final String PASSWORD = "truststore-canary";

    private static final AtomicLong SERIAL = new AtomicLong(1);

    private final KeyPair keys = keyPair();
    private final X500Name name = new X500Name("CN=Test CA " + SERIAL.get());
    private final X509Certificate root;
    private final AtomicInteger shown = new AtomicInteger();

    Certificates() throws Exception {
        root = certificate(name, keys, name, keys, Duration.ofDays(1), null, true);
    }

    private static KeyPair keyPair() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static X509Certificate certificate(
            X500Name issuer,
            KeyPair issuerKeys,
            X500Name subject,
            KeyPair subjectKeys,
            Duration validFor,
            GeneralNames names,
            boolean authority)
            throws Exception {
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
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate())));
    }

    /** A receiver's sockets with a certificate of this authority for the DNS names and addresses. */
    SSLServerSocketFactory issue(Duration validFor, String... names) throws Exception {
        KeyPair own = keyPair();
        X509Certificate receiver =
                certificate(name, keys, new X500Name("CN=receiver"), own, validFor, alternatives(names), false);
        return sockets(own, receiver, shown);
    }

    /** Handshakes in which a receiver has shown a certificate of this authority: all but the resumed ones. */
    int fullHandshakes() {
        return shown.get();
    }

    static SSLServerSocketFactory selfSigned(String... names) throws Exception {
        KeyPair own = keyPair();
        X500Name subject = new X500Name("CN=self-signed");
        X509Certificate certificate =
                certificate(subject, own, subject, own, Duration.ofDays(1), alternatives(names), false);
        return sockets(own, certificate, new AtomicInteger());
    }

    private static GeneralNames alternatives(String... names) {
        GeneralName[] alternatives = new GeneralName[names.length];
        for (int i = 0; i < names.length; i++) {
            boolean address = Character.isDigit(names[i].charAt(0));
            alternatives[i] = new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, names[i]);
        }
        return new GeneralNames(alternatives);
    }

    private static SSLServerSocketFactory sockets(KeyPair keys, X509Certificate certificate, AtomicInteger shown)
            throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("receiver", keys.getPrivate(), new char[0], new X509Certificate[] {certificate});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManager counting = new Counting((X509KeyManager) managers.getKeyManagers()[0], shown);
        context.init(new KeyManager[] {counting}, null, null);
        return context.getServerSocketFactory();
    }

    private static final class Counting extends X509ExtendedKeyManager {

        private final X509KeyManager keys;
        private final AtomicInteger shown;

        Counting(X509KeyManager keys, AtomicInteger shown) {
            this.keys = keys;
            this.shown = shown;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return keys.getClientAliases(keyType, issuers);
        }

        @Override
        public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
            return keys.chooseClientAlias(keyType, issuers, socket);
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return keys.getServerAliases(keyType, issuers);
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return keys.chooseServerAlias(keyType, issuers, socket);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            shown.incrementAndGet();
            return keys.getPrivateKey(alias);
        }
    }

    Path truststore(Path folder, String type) throws Exception {
        Path file = folder.resolve("trust." + type);
        if (type.equals("pem")) {
            String text = Base64.getMimeEncoder().encodeToString(root.getEncoded());
            return Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
        }
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        store.setCertificateEntry("ca", root);
        try (var out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }
}
