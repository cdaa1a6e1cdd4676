package io.webhookcourier.faults;

/** What the receiver answers to an event; the event's id begins with the name. */
enum Answer {
    /** 200 at once. */
    OK("SUCCEEDED", 200),
    /** 400, which is terminal. */
    REFUSE("FAILED", 400),
    /** 503 the first time, then 200. */
    LATER("SUCCEEDED", 200);

    /** What the row's status must be in the end. */
    final String decided;

    /** The status that decides the event. */
    final int status;

    Answer(String decided, int status) {
        this.decided = decided;
        this.status = status;
    }

    static Answer of(String eventId) {
        return valueOf(eventId.substring(0, eventId.indexOf('-')));
    }

    /** Of ten events eight are OK, one is refused, one comes later. */
    static String eventId(int number) {
        Answer answer =
                switch (number % 10) {
                    case 3 -> REFUSE;
                    case 7 -> LATER;
                    default -> OK;
                };
        return answer + "-" + number;
    }
}
