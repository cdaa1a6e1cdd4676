package io.webhookcourier.config;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code sslmode}, Prisma's {@code sslaccept} and libpq's {@code sslrootcert} mean to PostgreSQL's JDBC driver. */
final class TlsParameters {

    private static final List<String> MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    private static final List<String> VERIFYING = List.of("verify-ca", "verify-full");
    private static final String JVM_AUTHORITIES = "system";

    private TlsParameters() {}

    /** @throws InvalidValueException when the parameters are unknown or contradict each other */
    static Map<String, String> from(UrlQuery query) {
        String mode = query.takeOneOf("sslmode", MODES);
        String accept = query.takeOneOf("sslaccept", List.of("strict", "accept_invalid_certs"));
        String rootCertificate = query.take("sslrootcert");
        Map<String, String> parameters = new TreeMap<>();
        String effective = mode(mode, accept, rootCertificate);
        if (effective == null) {
            return parameters;
        }
        parameters.put("sslmode", effective);
        if (VERIFYING.contains(effective)) {
            authorities(rootCertificate, parameters);
        }
        return parameters;
    }

    private static String mode(String mode, String accept, String rootCertificate) {
        if ("disable".equals(mode)) {
            return mode;
        }
        if ("strict".equals(accept)) {
            return "verify-full";
        }
        if ("accept_invalid_certs".equals(accept)) {
            if (mode != null && VERIFYING.contains(mode)) {
                throw new InvalidValueException(
                        "holds sslmode=" + mode + " and sslaccept=accept_invalid_certs at once");
            }
            return mode;
        }
        // As libpq does: with an authority at hand, require checks it too; the JVM's authorities vouch for a name only.
        if (JVM_AUTHORITIES.equals(rootCertificate)) {
            return "verify-full";
        }
        return "require".equals(mode) && rootCertificate != null ? "verify-ca" : mode;
    }

    /** Left to itself the driver looks for a file in the user's home folder; Prisma asks the system's authorities. */
    private static void authorities(String rootCertificate, Map<String, String> parameters) {
        if (rootCertificate == null || rootCertificate.equals(JVM_AUTHORITIES)) {
            parameters.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
            return;
        }
        if (!Files.isReadable(Types.path(rootCertificate))) {
            throw new InvalidValueException("holds sslrootcert that is not a file this user can read");
        }
        parameters.put("sslrootcert", rootCertificate);
    }
}
