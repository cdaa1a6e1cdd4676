package io.webhookcourier.web;

import io.netty.channel.Channel;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The connections to one port, so many at most. Beyond that room is made by the one that has been without a request for
 * longest, or else by the one whose request has been incomplete for longest; when all wait for answers the new one is
 * closed. Thread-safe.
 */
final class Connections {

    private final int most;
    private final Set<Channel> idle = new LinkedHashSet<>();
    private final Set<Channel> receiving = new LinkedHashSet<>();
    private final Set<Channel> busy = new HashSet<>();

    Connections(int most) {
        this.most = most;
    }

    /** Whether the new connection may stay. */
    boolean opened(Channel channel) {
        Channel leaves = null;
        synchronized (this) {
            if (idle.size() + receiving.size() + busy.size() >= most) {
                Iterator<Channel> first = (idle.isEmpty() ? receiving : idle).iterator();
                if (!first.hasNext()) {
                    return false;
                }
                leaves = first.next();
                first.remove();
            }
            idle.add(channel);
        }
        if (leaves != null) {
            leaves.close();
        }
        return true;
    }

    /** A request's head was passed on, and its body has not come in whole. */
    synchronized void receiving(Channel channel) {
        if (idle.remove(channel)) {
            receiving.add(channel);
        }
    }

    /** A request has come in whole. */
    synchronized void busy(Channel channel) {
        if (idle.remove(channel) || receiving.remove(channel)) {
            busy.add(channel);
        }
    }

    /** All requests were answered. */
    synchronized void idle(Channel channel) {
        if (busy.remove(channel) || receiving.remove(channel)) {
            idle.add(channel);
        }
    }

    synchronized void closed(Channel channel) {
        idle.remove(channel);
        receiving.remove(channel);
        busy.remove(channel);
    }
}
