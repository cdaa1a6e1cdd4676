package io.webhookcourier.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What other HTTP servers take a connection's bytes for: Node's parser, strict and lenient, and Netty's. */
final class OtherParsers {

    private static final String SCRIPT = "/hostile/parse-requests.mjs";
    private static final String UNKNOWN = "?";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * One parser's reading.
     *
     * @param seen method, target and bytes of the body of each request, in order; {@code ?} where the body has no end
     * @param failed whether it refused what comes next
     */
    record Reading(String parser, List<String> seen, boolean failed) {

        /** What it took the first so many requests for, or fewer; of the last one without its body, which may not have come. */
        List<String> first(int number) {
            List<String> first = new ArrayList<>(seen.subList(0, Math.min(number, seen.size())));
            if (first.size() == number && number > 0) {
                first.add(head(first.remove(number - 1)));
            }
            return first;
        }
    }

    private OtherParsers() {}

    private static String head(String request) {
        return request.substring(0, request.lastIndexOf(' '));
    }

    /**
     * Reads all at once, because a process has to be started for it.
     *
     * @param requests the bytes of a connection each, as ISO-8859-1
     */
    static List<List<Reading>> read(List<String> requests) throws Exception {
        JsonNode node = node(requests);
        List<List<Reading>> all = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            List<Reading> readings = new ArrayList<>();
            for (JsonNode reading : node.get(i)) {
                List<String> seen = new ArrayList<>();
                reading.get("seen").forEach(request -> seen.add(request.textValue()));
                readings.add(new Reading(
                        reading.get("lenient").booleanValue() ? "Node, lenient" : "Node",
                        seen,
                        reading.get("failed").booleanValue()));
            }
            readings.add(netty(requests.get(i)));
            all.add(readings);
        }
        return all;
    }

    private static JsonNode node(List<String> requests) throws Exception {
        Path folder = Files.createTempDirectory("hostile");
        Path script = folder.resolve("parse-requests.mjs");
        Path input = folder.resolve("requests.json");
        Path output = folder.resolve("readings.json");
        try (InputStream text = OtherParsers.class.getResourceAsStream(SCRIPT)) {
            Files.copy(text, script);
        }
        MAPPER.writeValue(input.toFile(), requests);
        Process process = new ProcessBuilder("node", script.toString())
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) {
            throw new AssertionError("node ended with status " + process.exitValue());
        }
        return MAPPER.readTree(output.toFile());
    }

    private static Reading netty(String request) {
        EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder());
        channel.writeInbound(Unpooled.wrappedBuffer(request.getBytes(StandardCharsets.ISO_8859_1)));
        List<String> seen = new ArrayList<>();
        boolean failed = false;
        int bytes = 0;
        for (HttpObject part = channel.readInbound(); part != null; part = channel.readInbound()) {
            failed |= part.decoderResult().isFailure();
            if (part instanceof HttpRequest begun && !failed) {
                seen.add(begun.method() + " " + begun.uri() + " " + UNKNOWN);
                bytes = 0;
            }
            if (part instanceof HttpContent content) {
                bytes += content.content().readableBytes();
                content.release();
            }
            if (part instanceof LastHttpContent && !failed) {
                seen.add(head(seen.remove(seen.size() - 1)) + " " + bytes);
            }
        }
        channel.finishAndReleaseAll();
        return new Reading("Netty", seen, failed);
    }
}
