package io.webhookcourier.web;

import io.netty.channel.Channel;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The connections to one port, so many at most. Beyond that the one that has been without a request for longest makes
 * room; when all are busy the new one is closed. Thread-safe.
 */
final class Connections {

    private final int most;
    private final Set<Channel> idle = new LinkedHashSet<>();
    private final Set<Channel> busy = new HashSet<>();

    Connections(int most) {
        this.most = most;
    }

    /** Whether the new connection may stay. */
    boolean opened(Channel channel) {
        Channel oldest = null;
        boolean stays = true;
        synchronized (this) {
            if (idle.size() + busy.size() >= most) {
                Iterator<Channel> first = idle.iterator();
                stays = first.hasNext();
                if (stays) {
                    oldest = first.next();
                    first.remove();
                }
            }
            if (stays) {
                idle.add(channel);
            }
        }
        if (oldest != null) {
            oldest.close();
        }
        return stays;
    }

    synchronized void busy(Channel channel) {
        if (idle.remove(channel)) {
            busy.add(channel);
        }
    }

    synchronized void idle(Channel channel) {
        if (busy.remove(channel)) {
            idle.add(channel);
        }
    }

    synchronized void closed(Channel channel) {
        idle.remove(channel);
        busy.remove(channel);
    }
}
