package io.webhookcourier.config;

import java.util.List;

/**
 * A database URL taken apart (contract, section 2).
 *
 * @param jdbcUrl for PostgreSQL's driver; holds no user, no password and no schema
 * @param username null when the URL names none
 * @param password null when the URL has none
 * @param schema null when the URL names none
 * @param warnings what was ignored; free of secrets
 */
record DatabaseUrl(
        String jdbcUrl, String username, Secret password, String schema, boolean pgbouncer, List<String> warnings) {

    static final String JDBC = "jdbc:postgresql:";

    /** @throws InvalidValueException when it is no URL of these forms; the reason repeats no part of the text */
    static DatabaseUrl parse(String text) {
        if (text.chars().anyMatch(character -> character <= ' ' || character == 0x7f)) {
            throw new InvalidValueException("holds a space or a control character; write a space as %20");
        }
        if (text.indexOf('#') >= 0) {
            throw new InvalidValueException("holds a #; write it as %23");
        }
        if (text.startsWith(JDBC)) {
            return new JdbcUrlReader(text.substring(JDBC.length())).read();
        }
        for (String scheme : List.of("postgresql://", "postgres://")) {
            if (text.startsWith(scheme)) {
                return new PostgresUrlReader(text.substring(scheme.length())).read();
            }
        }
        throw new InvalidValueException("not a URL of PostgreSQL");
    }
}
