package io.webhookcourier.config;

/** The forms of settings that are plain text. */
final class Texts {

    static final TextType PASSWORD = TextType.matching(
            "\\P{Cntrl}{1,1000}", "holds a control character or is too long", "up to 1000 characters");

    /** Each travels in an Authorization header; a space separates several. */
    static final TextType TOKENS = TextType.matching(
            "[!-~]{1,500}( +[!-~]{1,500}){0,99}",
            "holds a character that cannot stand in a header, or is too long",
            "up to 500 printable ASCII characters without spaces, or several such tokens with spaces between");

    /** RFC 9110, section 5.6.2: what a header's name is made of. */
    static final TextType HEADER_PREFIX = TextType.matching(
            "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,60}",
            "not the start of a header's name",
            "up to 60 characters of a header's name: letters, digits and !#$%&'*+-.^_`|~");

    /** None whose value is a secret: what it holds goes into the audit. */
    static final TextType HEADER_NAME = TextType.matching(
            "(?i)(?!(proxy-)?authorization$|cookie$)[a-z0-9!#$%&'*+.^_`|~-]{1,100}",
            "not the name of a header that may be shown",
            "a header's name of up to 100 letters, digits and !#$%&'*+-.^_`|~, such as X-Forwarded-User; not one that holds"
                    + " credentials");

    /** A slash separates the parts of an owner token (contract, section 3). */
    static final TextType INSTANCE_ID = TextType.matching(
            "[ -.0-~]{1,100}", "not a usable name", "up to 100 printable ASCII characters other than /");

    static final TextType COLLECTOR = TextType.matching(
            "https?://[A-Za-z0-9.:\\[\\]_-]{1,250}(/[!-~&&[^?#@]]{0,250})?",
            "not the address of a collector",
            "the http:// or https:// address of an OTLP/HTTP collector, without credentials");

    private Texts() {}
}
