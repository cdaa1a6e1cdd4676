package io.webhookcourier.egress;

import io.webhookcourier.support.CertificateAuthority;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** A certificate authority made for one test, and receivers' certificates that it signs. */
final class Certificates {

    static final String PASSWORD = "truststore-canary";

    private final CertificateAuthority authority;
    private final AtomicInteger shown = new AtomicInteger();

    Certificates() throws Exception {
        authority = new CertificateAuthority("CN=Test CA");
    }

    /** A receiver's sockets with a certificate of this authority for the DNS names and addresses. */
    SSLServerSocketFactory issue(Duration validFor, String... names) throws Exception {
        KeyPair own = CertificateAuthority.keyPair();
        return sockets(own, authority.issue("CN=receiver", own, validFor, alternatives(names)), shown);
    }

    /** Handshakes in which a receiver has shown a certificate of this authority: all but the resumed ones. */
    int fullHandshakes() {
        return shown.get();
    }

    static SSLServerSocketFactory selfSigned(String... names) throws Exception {
        KeyPair own = CertificateAuthority.keyPair();
        X509Certificate certificate =
                CertificateAuthority.selfSigned("CN=self-signed", own, Duration.ofDays(1), alternatives(names));
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
            return Files.writeString(file, authority.pem());
        }
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        store.setCertificateEntry("ca", authority.root());
        try (var out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }
}
