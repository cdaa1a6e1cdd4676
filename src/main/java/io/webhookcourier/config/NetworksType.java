package io.webhookcourier.config;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** CIDR blocks, separated by commas; bits of the host part may be set. */
record NetworksType() implements ValueType<List<String>> {

    private static final Pattern PREFIX = Pattern.compile("\\d{1,3}");

    @Override
    public List<String> read(String text) {
        List<String> blocks = Stream.of(text.split(",", -1)).map(String::strip).toList();
        blocks.forEach(NetworksType::check);
        return blocks;
    }

    private static void check(String block) {
        int slash = block.indexOf('/');
        String address = slash < 0 ? block : block.substring(0, slash);
        String prefix = slash < 0 ? "" : block.substring(slash + 1);
        int bits = IpLiteral.isV4(address) ? 32 : IpLiteral.isV6(address) ? 128 : -1;
        if (bits < 0) {
            throw new InvalidValueException(Shown.quoted(block) + " does not start with an IPv4 or IPv6 address");
        }
        if (!PREFIX.matcher(prefix).matches() || Integer.parseInt(prefix) > bits) {
            throw new InvalidValueException(Shown.quoted(block) + " needs a prefix length from /0 to /" + bits);
        }
    }

    @Override
    public String accepted() {
        return "CIDR blocks such as 10.1.0.0/16 or fd00::/8, separated by commas";
    }

    @Override
    public String write(List<String> value) {
        return String.join(",", value);
    }
}
