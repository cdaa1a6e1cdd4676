package io.webhookcourier.queue;

import java.util.regex.Pattern;

/** The type of a queue's primary key. Outside the database every key is a text. */
public enum KeyType {
    /** {@code text}, {@code varchar} or {@code char}. */
    TEXT(null, ""),
    UUID("uuid", "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
    BIGINT("bigint", "-?[0-9]{1,18}");

    private final String sqlType;
    private final Pattern form;

    KeyType(String sqlType, String form) {
        this.sqlType = sqlType;
        this.form = Pattern.compile(form);
    }

    /** Whether a key can be read from this text; comparing a key with another text would fail the statement. */
    public boolean canBe(String text) {
        return this == TEXT || form.matcher(text).matches();
    }

    /** A key, as SQL for a text. */
    String asText(String key) {
        return this == TEXT ? key : key + "::text";
    }

    /** A text, as SQL for a key. */
    String ofText(String text) {
        return this == TEXT ? text : text + "::" + sqlType;
    }

    /** An array of texts, as SQL for an array of keys. */
    String ofTexts(String texts) {
        return this == TEXT ? texts : texts + "::" + sqlType + "[]";
    }
}
