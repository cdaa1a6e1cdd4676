package io.webhookcourier.queue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts statements that are written in the names of the application's table into those of another one. A quoted name is a name
 * of that table, which has the alias {@code e}; under any other alias it is the output of a subquery, and stays. Keys are texts
 * wherever they are not compared with one.
 */
final class Rendering {

    private static final Pattern TOKEN = Pattern.compile(String.join(
            "|",
            // Comments and texts stay.
            "--[^\\n]*",
            "'[^']*'",
            "(?<lane>" + Pattern.quote(QueueTable.LANE_OF_WORKSPACE) + ")",
            "e\\.\"id\" (?<compared>=|<>) (?:(?<many>ANY|ALL) \\(\\?\\)|(?<one>\\?|\\w+\\.\"?id\\b\"?))",
            "(?<call>\\bjsonb_\\w+\\()\\w+\\.\"raw\"",
            "(?<part>\\w+\\.\"raw\")(?= ->)",
            "(?<output>(?:\\bAS |\\b(?!e\\.)\\w+\\.)\"(?<outputName>\\w+)\")",
            "(?<ofRow>\\be\\.)?\"(?<name>[^\"]*)\""));

    private final QueueTable queue;

    Rendering(QueueTable queue) {
        this.queue = queue;
    }

    String of(String statement) {
        Matcher token = TOKEN.matcher(statement);
        StringBuilder result = new StringBuilder();
        while (token.find()) {
            token.appendReplacement(result, Matcher.quoteReplacement(rendered(token)));
        }
        return token.appendTail(result).toString();
    }

    private String rendered(Matcher token) {
        if (token.group("lane") != null) {
            return queue.lane();
        }
        if (token.group("compared") != null) {
            return comparison(token);
        }
        if (token.group("call") != null || token.group("part") != null) {
            return jsonb(token);
        }
        if (token.group("outputName") != null) {
            column(token.group("outputName"));
            return token.group();
        }
        if (token.group("name") == null) {
            return token.group();
        }
        return token.group("ofRow") != null ? ofRow(token.group("name")) : name(token.group("name"));
    }

    private String comparison(Matcher token) {
        String key = "e." + queue.columns().get(QueueColumn.ID) + " " + token.group("compared") + " ";
        return token.group("many") != null
                ? key + token.group("many") + " (" + queue.keyType().ofTexts("?") + ")"
                : key + queue.keyType().ofText(token.group("one"));
    }

    /** What only a parsed payload can answer. */
    private String jsonb(Matcher token) {
        String call = token.group("call") == null ? "" : token.group("call");
        if (queue.payloadType() == PayloadType.TEXT) {
            return call + "NULL::jsonb";
        }
        String payload = token.group().substring(call.length());
        return call + (payload.startsWith("e.") ? ofRow(QueueColumn.RAW.applicationsName()) : payload);
    }

    private String ofRow(String applicationsName) {
        QueueColumn column = column(applicationsName);
        String sql = queue.columns().get(column);
        String value = QueueTable.isName(sql) ? "e." + sql : "(" + sql + ")";
        return column == QueueColumn.ID ? queue.keyType().asText(value) : value;
    }

    /** A name on its own: the table, or a column that is set. */
    private String name(String applicationsName) {
        if (QueueTable.APPLICATION.table().equals('"' + applicationsName + '"')) {
            return queue.table();
        }
        String sql = queue.columns().get(column(applicationsName));
        if (!QueueTable.isName(sql)) {
            throw new IllegalArgumentException(queue.table() + " has no column for \"" + applicationsName + "\"");
        }
        return sql;
    }

    private QueueColumn column(String applicationsName) {
        QueueColumn column = QueueColumn.named(applicationsName);
        if (column == null) {
            throw new IllegalArgumentException(
                    "a statement names \"" + applicationsName + "\", which the description of queues does not know");
        }
        return column;
    }
}
