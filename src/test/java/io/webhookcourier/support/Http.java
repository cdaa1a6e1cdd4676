package io.webhookcourier.support;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An HTTP client that sends exactly what it is given, also what no well-behaved client would send. */
public final class Http {

    private static final int TIMEOUT_MILLIS = 20_000;

    /** An answer, its headers as lines. */
    public record Answer(int status, List<String> headers, String body) {

        /** Null when it is absent. */
        public String header(String name) {
            return headers.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse(null);
        }
    }

    private final URI base;

    private Http(URI base) {
        this.base = base;
    }

    /** @param url such as {@code http://127.0.0.1:1234} */
    public static Http to(String url) {
        return new Http(URI.create(url));
    }

    /** Name and port as a Host header would tell them. */
    public String authority() {
        return base.getAuthority();
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** With a JSON body; null sends none. */
    public Answer post(String path, String json, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (json != null) {
            all.add("Content-Type: application/json");
        }
        return send("POST", path, json, all.toArray(String[]::new));
    }

    /** @param headers whole lines; one that begins with Host: replaces the usual */
    public Answer send(String method, String path, String body, String... headers) {
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n");
        if (List.of(headers).stream().noneMatch(line -> line.startsWith("Host:"))) {
            head.append("Host: ").append(base.getAuthority()).append("\r\n");
        }
        for (String line : headers) {
            head.append(line).append("\r\n");
        }
        if (body != null) {
            head.append("Content-Length: ").append(bytes.length).append("\r\n");
        }
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return read(new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer read(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ")[1]);
        List<String> headers = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            headers.add(line);
        }
        return new Answer(status, List.copyOf(headers), new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the connection ended within the answer's head: " + line);
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }
}
