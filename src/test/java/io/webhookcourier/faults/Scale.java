package io.webhookcourier.faults;

import java.time.Duration;

/** How long the trials are: short in {@code mvn verify}, long in {@code mvn verify -Pfaults}. */
enum Scale {
    SHORT,
    LONG;

    static Scale current() {
        return "long".equals(System.getProperty("faults.scale")) ? LONG : SHORT;
    }

    int of(int inShort, int inLong) {
        return this == LONG ? inLong : inShort;
    }

    Duration seconds(int inShort, int inLong) {
        return Duration.ofSeconds(of(inShort, inLong));
    }
}
