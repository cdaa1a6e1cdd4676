package io.webhookcourier.config;

/** Where the database is; the text may hold a password, so no reason ever repeats a part of it. */
record DatabaseUrlType() implements ValueType<DatabaseUrl> {

    @Override
    public DatabaseUrl read(String text) {
        return DatabaseUrl.parse(text);
    }

    @Override
    public String accepted() {
        return "jdbc:postgresql://host:5432/db or postgresql://user:password@host:5432/db?schema=public&sslmode=require";
    }
}
