package io.webhookcourier.service;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Tries a port before anything is started: Camel's servers only log that they could not listen, and the service would
 * run without them.
 */
final class ListeningPort {

    private ListeningPort() {}

    /** @throws ConfigurationException when nothing can listen on {@code courier.http.port} */
    static void requireHttpFree(Settings settings) {
        requireFree("courier.http", settings.http().host(), settings.http().port());
    }

    /** @throws ConfigurationException when nothing can listen on {@code courier.management.port} */
    static void requireManagementFree(Settings settings) {
        requireFree(
                "courier.management",
                settings.management().host(),
                settings.management().port());
    }

    private static void requireFree(String prefix, String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new ConfigurationException(prefix + ".host: the name " + host + " does not resolve");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address);
        } catch (IOException e) {
            throw taken(prefix, host, port, e.getMessage());
        }
    }

    /**
     * @param prefix of the keys that name host and port
     * @param reason why nothing can listen there
     */
    static ConfigurationException taken(String prefix, String host, int port, String reason) {
        return new ConfigurationException(prefix + ".port: cannot listen on " + host + ":" + port + " (" + reason
                + "); choose a free port, or 0 for any");
    }
}
