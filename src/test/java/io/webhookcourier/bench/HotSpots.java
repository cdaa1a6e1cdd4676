package io.webhookcourier.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/** Where the samples of a recording fell. Samples are of Java code; compiler and collector show in the threads' CPU. */
final class HotSpots {

    private static final int LINES = 25;

    private final Map<String, Integer> top = new HashMap<>();
    private final Map<String, Integer> methods = new HashMap<>();
    private final Map<String, Integer> packages = new HashMap<>();
    private int samples;

    private HotSpots() {}

    static HotSpots read(Path recording) throws IOException {
        HotSpots spots = new HotSpots();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals("jdk.ExecutionSample") && event.getStackTrace() != null) {
                    spots.add(event.getStackTrace().getFrames());
                }
            }
        }
        return spots;
    }

    private void add(List<RecordedFrame> frames) {
        if (frames.isEmpty()) {
            return;
        }
        samples++;
        top.merge(name(frames.get(0).getMethod()), 1, Integer::sum);
        Set<String> onStack = new HashSet<>();
        Set<String> packagesOnStack = new HashSet<>();
        for (RecordedFrame frame : frames) {
            onStack.add(name(frame.getMethod()));
            packagesOnStack.add(packageOf(frame.getMethod().getType().getName()));
        }
        onStack.stream()
                .filter(method -> method.startsWith("io.webhookcourier."))
                .forEach(method -> methods.merge(method, 1, Integer::sum));
        packagesOnStack.forEach(one -> packages.merge(one, 1, Integer::sum));
    }

    /** @param threadSeconds CPU by name of thread */
    void print(Map<String, Double> threadSeconds, PrintStream out) {
        double all = threadSeconds.values().stream().mapToDouble(s -> s).sum();
        out.printf("%nCPU by thread, %.1f s%n", all);
        threadSeconds.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(LINES)
                .forEach(entry -> out.printf("%5.1f %%  %s%n", 100 * entry.getValue() / all, entry.getKey()));
        print("Methods that were running", top, out);
        print("Packages on the stack", packages, out);
        print("The project's methods on the stack", methods, out);
    }

    private void print(String title, Map<String, Integer> counts, PrintStream out) {
        out.printf("%n%s, of %d samples%n", title, samples);
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(LINES)
                .forEach(entry -> out.printf("%5.1f %%  %s%n", 100.0 * entry.getValue() / samples, entry.getKey()));
    }

    private static String name(RecordedMethod method) {
        return method.getType().getName() + "." + method.getName();
    }

    /** Four names deep under org.apache and the like, three elsewhere. */
    private static String packageOf(String type) {
        String[] names = type.split("\\.");
        int depth = Math.min(names.length - 1, type.startsWith("org.apache.") ? 4 : 3);
        return String.join(".", List.of(names).subList(0, Math.max(1, depth)));
    }
}
