package io.webhookcourier.bench;

import io.webhookcourier.support.CertificateAuthority;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** A private authority and a certificate of its own for each tenant's host, chosen by the name that the client asks for. */
final class TenantCertificates extends X509ExtendedKeyManager {

    private static final Duration VALID_FOR = Duration.ofDays(2);

    private final KeyPair tenantKeys = CertificateAuthority.keyPair();
    private final Map<String, X509Certificate[]> byHost = new HashMap<>();
    private final CertificateAuthority authority;

    TenantCertificates(int tenants) throws GeneralSecurityException, IOException {
        authority = new CertificateAuthority("CN=Benchmark CA");
        for (int i = 0; i < tenants; i++) {
            String host = host(i);
            GeneralNames name = new GeneralNames(new GeneralName(GeneralName.dNSName, host));
            byHost.put(host, new X509Certificate[] {authority.issue("CN=" + host, tenantKeys, VALID_FOR, name)});
        }
    }

    static String host(int tenant) {
        return "tenant-" + tenant + ".example";
    }

    SSLContext context() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {this}, null, null);
        return context;
    }

    /** Writes the authority's certificate as PEM, for the truststore of clients. */
    void writeAuthority(Path file) throws GeneralSecurityException, IOException {
        Files.writeString(file, authority.pem());
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        if (!keyType.equals("EC") || !(engine.getHandshakeSession() instanceof ExtendedSSLSession session)) {
            return null;
        }
        return session.getRequestedServerNames().stream()
                .map(name -> new SNIHostName(name.getEncoded()).getAsciiName())
                .filter(byHost::containsKey)
                .findFirst()
                .orElse(null);
    }

    @Override
    public X509Certificate[] getCertificateChain(String host) {
        return byHost.get(host);
    }

    @Override
    public PrivateKey getPrivateKey(String host) {
        return tenantKeys.getPrivate();
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return byHost.keySet().toArray(String[]::new);
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return null;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }
}
