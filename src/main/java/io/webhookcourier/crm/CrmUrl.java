package io.webhookcourier.crm;

/**
 * What came of reading a workspace's URL.
 *
 * @param sent the URL in the spelling that is sent, in which Camel finds no placeholder to resolve; null when it does not
 *     parse, has no accepted scheme or carries credentials
 * @param problem what is wrong with it, without a word of it; null when nothing is, and when there is no URL
 */
public record CrmUrl(String sent, String problem) {

    /** Of a workspace without a URL. */
    public static final CrmUrl NONE = new CrmUrl(null, null);

    /** Shows nothing: a URL may hold a token. */
    @Override
    public String toString() {
        return "CrmUrl";
    }
}
