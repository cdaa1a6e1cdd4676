package io.webhookcourier.process;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A secret that is given to the service, and the forms in which it must be found in no output.
 *
 * @param where it is given
 */
record Canary(String where, String secret) {

    /** Bytes that Base64 encodes together. */
    private static final int GROUP = 3;

    /** Whether the output holds it as it is, in hex, or in Base64 wherever in a longer text it was encoded. */
    boolean isIn(String output) {
        String hex = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
        return output.contains(secret)
                || output.toLowerCase(Locale.ROOT).contains(hex)
                || base64().stream().anyMatch(output::contains);
    }

    private List<String> base64() {
        List<String> forms = new ArrayList<>();
        for (int before = 0; before < GROUP; before++) {
            byte[] bytes = ("\0".repeat(before) + secret).getBytes(StandardCharsets.UTF_8);
            byte[] whole = Arrays.copyOf(bytes, bytes.length / GROUP * GROUP);
            // The first characters also depend on what comes before.
            int blurred = before == 0 ? 0 : before + 1;
            forms.add(Base64.getEncoder().encodeToString(whole).substring(blurred));
            forms.add(Base64.getUrlEncoder().encodeToString(whole).substring(blurred));
        }
        return forms;
    }

    @Override
    public String toString() {
        return where;
    }
}
