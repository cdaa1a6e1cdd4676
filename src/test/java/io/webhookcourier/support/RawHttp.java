package io.webhookcourier.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes any bytes to a server and reads whatever comes back until the server closes. */
public final class RawHttp {

    private static final int PATIENCE_MILLIS = 15_000;
    private static final Pattern HEAD = Pattern.compile("HTTP/1\\.[01] (\\d{3})[^\r\n]*\r\n((?:[^\r\n]+\r\n)*)\r\n");
    private static final Pattern LENGTH = Pattern.compile("(?i)(?:^|\n)content-length: *(\\d+)");

    private final URI server;

    private RawHttp(URI server) {
        this.server = server;
    }

    /** @param url such as {@code http://127.0.0.1:1234} */
    public static RawHttp to(String url) {
        return new RawHttp(URI.create(url));
    }

    /** The statuses of all answers on one connection, in order; what is between them must be their bodies. */
    public List<Integer> statuses(String bytes) {
        return parsed(
                new String(send(bytes.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1),
                bytes.startsWith("HEAD "));
    }

    /** As {@link #statuses}; whatever is left unsaid once this side has ended counts as the end. */
    public List<Integer> untilClosed(String bytes) {
        return parsed(
                new String(exchange(bytes.getBytes(StandardCharsets.ISO_8859_1), true), StandardCharsets.ISO_8859_1),
                bytes.startsWith("HEAD "));
    }

    private static List<Integer> parsed(String answers, boolean firstWithoutBody) {
        List<Integer> statuses = new ArrayList<>();
        Matcher head = HEAD.matcher(answers);
        int at = 0;
        while (at < answers.length()) {
            head.region(at, answers.length());
            if (!head.lookingAt()) {
                throw new AssertionError("no answer begins at " + at + " of: " + answers);
            }
            if (head.group(1).startsWith("1")) {
                at = head.end();
                continue;
            }
            Matcher length = LENGTH.matcher(head.group(2));
            boolean withoutBody = firstWithoutBody && statuses.isEmpty()
                    || head.group(1).equals("204")
                    || head.group(1).equals("304");
            boolean sized = length.find();
            if (!withoutBody && !sized) {
                throw new AssertionError("the end of a response cannot be determined: " + answers);
            }
            statuses.add(Integer.valueOf(head.group(1)));
            at = head.end() + (!withoutBody ? Integer.parseInt(length.group(1)) : 0);
        }
        return statuses;
    }

    /** What the server answers until it closes the connection, or resets it. */
    public byte[] send(byte[] bytes) {
        return exchange(bytes, false);
    }

    private byte[] exchange(byte[] bytes, boolean endOutput) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(bytes);
                socket.getOutputStream().flush();
                if (endOutput) {
                    socket.shutdownOutput();
                }
                InputStream in = socket.getInputStream();
                for (int next = in.read(); next >= 0; next = in.read()) {
                    answer.write(next);
                }
            } catch (SocketTimeoutException e) {
                throw new AssertionError("the server keeps the connection open after: " + answer, e);
            } catch (IOException reset) {
                // The server has closed it; what came before counts.
                return answer.toByteArray();
            }
            return answer.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
