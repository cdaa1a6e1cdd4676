package io.webhookcourier.management;

import org.jolokia.json.JSONObject;

/** A request that Jolokia is not asked, or an answer that is not given; the message is for the caller. */
final class JolokiaRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;

    JolokiaRefusedException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** As Jolokia tells of its own. */
    JSONObject answer() {
        JSONObject answer = new JSONObject();
        answer.put("status", status);
        answer.put("error_type", "java.lang.SecurityException");
        answer.put("error", getMessage());
        return answer;
    }
}
