package io.webhookcourier.bench;

import java.util.Arrays;

/**
 * Counts the ids that came more than once. Keeps a 64-bit hash of each, 16 bytes or less for an id at any time, so that a
 * million of them fit: two different ids look alike once in some 40 million runs of a million.
 */
final class SeenIds {

    private long[] slots = new long[1 << 16];
    private int size;
    private long repeats;

    void add(String id) {
        if (size * 2 > slots.length) {
            long[] before = slots;
            slots = new long[before.length * 2];
            Arrays.stream(before).filter(hash -> hash != 0).forEach(this::insert);
        }
        if (insert(hash(id))) {
            size++;
        } else {
            repeats++;
        }
    }

    long repeats() {
        return repeats;
    }

    private boolean insert(long hash) {
        int mask = slots.length - 1;
        int at = (int) (hash >>> 32) & mask;
        while (slots[at] != 0) {
            if (slots[at] == hash) {
                return false;
            }
            at = at + 1 & mask;
        }
        slots[at] = hash;
        return true;
    }

    /** FNV-1a with a final mix; never 0, which marks a free slot. */
    private static long hash(String id) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 32) * 0x9e3779b97f4a7c15L;
        return hash == 0 ? 1 : hash;
    }
}
