package io.webhookcourier.console;

import io.webhookcourier.web.WebResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file that pages need; its URL names its content, so that browsers may keep it permanently. */
enum Asset {
    PICO("pico.css", "/META-INF/resources/webjars/picocss__pico/2.1.1/css/pico.min.css", "text/css; charset=utf-8"),
    HTMX("htmx.js", "/META-INF/resources/webjars/htmx.org/2.0.4/dist/htmx.min.js", "text/javascript; charset=utf-8"),
    STYLE("console.css", "/console/console.css", "text/css; charset=utf-8"),
    SCRIPT("console.js", "/console/console.js", "text/javascript; charset=utf-8"),
    ICON("icon.svg", "/console/icon.svg", "image/svg+xml");

    private static final int HASH_CHARACTERS = 12;

    private final String fileName;
    private final String contentType;
    private final byte[] content;
    private final String url;

    Asset(String fileName, String resource, String contentType) {
        this.fileName = fileName;
        this.contentType = contentType;
        this.content = read(resource);
        this.url = "/assets/" + hash(content) + "/" + fileName;
    }

    String url() {
        return url;
    }

    String fileName() {
        return fileName;
    }

    WebResponse response() {
        return WebResponse.of(200, contentType, content).with("Cache-Control", "public, max-age=31536000, immutable");
    }

    private static byte[] read(String resource) {
        try (InputStream file = Asset.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest).substring(0, HASH_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime offers no SHA-256", e);
        }
    }
}
