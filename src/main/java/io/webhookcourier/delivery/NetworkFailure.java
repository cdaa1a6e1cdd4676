package io.webhookcourier.delivery;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Distinguishes network failures from others, and describes them briefly. */
final class NetworkFailure {

    /** Where I/O exceptions of the wire come from: the JDK, the HTTP client and this service. */
    private static final List<String> ORIGINS =
            List.of("java.", "javax.", "sun.", "org.apache.hc.", "io.webhookcourier.");

    private NetworkFailure() {}

    /** The outermost failure of the network, or null: a file's trouble and broken JSON are none. */
    static IOException in(CauseChain chain) {
        return chain.links().stream()
                .filter(NetworkFailure::isOfNetwork)
                .map(IOException.class::cast)
                .findFirst()
                .orElse(null);
    }

    /** In short what happened; only for a chain that holds a failure of the network. */
    static String reason(CauseChain chain) {
        if (says(chain, "connection refused")) {
            return "connection refused";
        }
        if (says(chain, "connection reset") || says(chain, "broken pipe")) {
            return "connection reset";
        }
        UnknownHostException unknownHost = chain.first(UnknownHostException.class);
        if (unknownHost != null) {
            return "unknown host " + host(unknownHost);
        }
        SSLException tls = chain.first(SSLException.class);
        if (tls != null) {
            return "tls " + tlsDetail(tls, chain);
        }
        if (chain.links().stream().anyMatch(NetworkFailure::isClosedBeforeAnAnswer)) {
            return "no response";
        }
        IOException failure = in(chain);
        return FailureText.named(FailureText.message(failure).isEmpty() ? chain.innermost() : failure);
    }

    private static boolean isOfNetwork(Throwable link) {
        return link instanceof IOException
                && !(link instanceof FileNotFoundException)
                && !(link instanceof FileSystemException)
                && ORIGINS.stream().anyMatch(link.getClass().getName()::startsWith);
    }

    private static boolean says(CauseChain chain, String words) {
        return chain.links().stream().filter(NetworkFailure::isOfNetwork).anyMatch(link -> FailureText.message(link)
                .toLowerCase(Locale.ROOT)
                .contains(words));
    }

    private static boolean isClosedBeforeAnAnswer(Throwable link) {
        return link instanceof EOFException || link instanceof NoResponseException;
    }

    /** The JDK's message is the host, on some systems followed by a colon and the resolver's own words. */
    private static String host(UnknownHostException failure) {
        String message = FailureText.message(failure);
        int colon = message.indexOf(": ");
        return colon < 0 ? message : message.substring(0, colon);
    }

    private static String tlsDetail(SSLException tls, CauseChain chain) {
        if (chain.first(CertificateExpiredException.class) != null) {
            return "certificate expired (" + FailureText.message(chain.innermost()) + ")";
        }
        if (chain.first(CertificateNotYetValidException.class) != null) {
            return "certificate not yet valid (" + FailureText.message(chain.innermost()) + ")";
        }
        if (chain.first(CertPathBuilderException.class) != null) {
            return "certificate not trusted: " + FailureText.message(chain.innermost());
        }
        String message = FailureText.message(tls);
        return message.isEmpty() ? tls.getClass().getSimpleName() : message;
    }
}
