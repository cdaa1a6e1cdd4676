package io.webhookcourier.config;

import java.util.regex.Pattern;

/** An address or host name to listen on. */
record BindHostType() implements ValueType<String> {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");

    @Override
    public String read(String text) {
        boolean name =
                NAME.matcher(text).matches() && !DIGITS_AND_DOTS.matcher(text).matches();
        if (!name && !IpLiteral.isV4(text) && !IpLiteral.isV6(text)) {
            throw new InvalidValueException("neither an address nor a host name");
        }
        return text;
    }

    @Override
    public String accepted() {
        return "an IPv4 or IPv6 address or a host name";
    }

    /** Decided by spelling alone: a name other than localhost counts as off the loopback. */
    static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("::1")
                || (IpLiteral.isV4(host) && host.startsWith("127."));
    }
}
