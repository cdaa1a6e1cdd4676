package io.webhookcourier.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.process.CourierProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory of a service's process during a run, by Linux's {@code /proc}, and how busy the machine was. */
final class ServiceMemory implements AutoCloseable {

    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
    private static final int PARTS = 10;

    private final List<Long> megabytes = Collections.synchronizedList(new ArrayList<>());
    private final List<Double> loads = Collections.synchronizedList(new ArrayList<>());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Path status;

    private ServiceMemory(CourierProcess process) {
        status = Path.of("/proc", Long.toString(process.pid()), "status");
    }

    /** Looks once a second until it is closed. */
    static ServiceMemory sampled(CourierProcess process) {
        ServiceMemory memory = new ServiceMemory(process);
        memory.timer.scheduleAtFixedRate(memory::sample, 0, 1, TimeUnit.SECONDS);
        return memory;
    }

    /** The bytes of what is reachable: the histogram is made after a collection. */
    static long heapInUse(CourierProcess process) throws Exception {
        Path histogram = Files.createTempFile("histogram", ".txt");
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.class_histogram")
                .redirectOutput(histogram.toFile())
                .start()
                .waitFor(60, TimeUnit.SECONDS);
        Matcher total = Pattern.compile("(?m)^Total +\\d+ +(\\d+)$").matcher(Files.readString(histogram));
        assertThat(total.find()).isTrue();
        Files.delete(histogram);
        return Long.parseLong(total.group(1));
    }

    /** The largest resident set in each tenth of the time, in MB, and the mean and the highest load of the machine. */
    @Override
    public String toString() {
        List<Long> sizes = List.copyOf(megabytes);
        List<Long> tenths = new ArrayList<>();
        for (int i = 0; i < PARTS; i++) {
            sizes.subList(sizes.size() * i / PARTS, sizes.size() * (i + 1) / PARTS).stream()
                    .max(Long::compare)
                    .ifPresent(tenths::add);
        }
        List<Double> all = List.copyOf(loads);
        return "resident set by tenth of the time " + tenths + " MB; load "
                + all.stream().mapToDouble(load -> load).summaryStatistics();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void sample() {
        try {
            Matcher resident = RESIDENT.matcher(Files.readString(status));
            if (resident.find()) {
                megabytes.add(Long.parseLong(resident.group(1)) / 1024);
            }
            loads.add(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
