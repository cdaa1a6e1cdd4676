package io.webhookcourier.isolation;

import java.util.HexFormat;
import java.util.Random;

/** Text that no database compresses. */
final class Noise {

    private Noise() {}

    /** So many hexadecimal digits, the same ones at every call. */
    static String ofBytes(int length) {
        byte[] bytes = new byte[length / 2];
        new Random(7).nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
