package io.webhookcourier.text;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Web addresses within a text, without what may be a secret of its own: their path and query, and a user's credentials. */
public final class UrlsInText {

    private static final String HIDDEN = "/xxxxxx";

    private static final Pattern URL = Pattern.compile(
            "(?i)\\b(https?:/{0,2})([^\\s\"'<>/?#\\\\,;{}\\[\\]()]+|\\[[0-9a-f:.]+](?::\\d+)?)([/?#\\\\][^\\s\"'<>]*)");

    private static final Pattern REQUEST_LINE =
            Pattern.compile("\\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE) /[^\\s\"'<>]+");

    private UrlsInText() {}

    /** Of each URL the scheme and the host, of each request line the method; the same object when there is none. */
    public static String withoutPaths(String text) {
        if (text == null || text.indexOf('/') < 0) {
            return text;
        }
        String shown =
                text.contains("ttp") || text.contains("TTP") ? URL.matcher(text).replaceAll(UrlsInText::origin) : text;
        return REQUEST_LINE.matcher(shown).replaceAll("$1 " + HIDDEN);
    }

    private static String origin(MatchResult url) {
        String authority = url.group(2);
        return Matcher.quoteReplacement(url.group(1) + authority.substring(authority.lastIndexOf('@') + 1) + HIDDEN);
    }
}
