package io.webhookcourier.record;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes each recorded outcome to all listeners, in the order in which they were added. */
public final class OutcomeListeners implements RecordingListener {

    private final List<RecordingListener> listeners = new CopyOnWriteArrayList<>();

    /** To be called before the recorder starts: a listener learns of no earlier outcome. */
    public void add(RecordingListener listener) {
        listeners.add(listener);
    }

    @Override
    public void recorded(AttemptRecord attempt, boolean lockLost, Instant recordedAt) {
        for (RecordingListener listener : listeners) {
            listener.recorded(attempt, lockLost, recordedAt);
        }
    }
}
