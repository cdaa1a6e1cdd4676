package io.webhookcourier.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** CPU seconds and memory of processes and of the machine, from Linux's {@code /proc}. */
final class ProcessTimes {

    private static final Path PROC = Path.of("/proc");
    private static final double TICKS_PER_SECOND = 100;

    private record Stat(String name, long parent, double ownSeconds, double reapedSeconds) {}

    private ProcessTimes() {}

    /**
     * CPU of the process, of those it started, and of theirs, whether they still run or have ended. 0 for a process that
     * is gone.
     */
    static double treeSeconds(long pid) {
        Map<Long, Stat> all = new HashMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                Stat stat = stat(process.resolve("stat"));
                if (stat != null) {
                    all.put(Long.parseLong(process.getFileName().toString()), stat);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.entrySet().stream()
                .filter(entry -> descends(entry.getKey(), pid, all))
                .mapToDouble(entry -> entry.getValue().ownSeconds + entry.getValue().reapedSeconds)
                .sum();
    }

    /** CPU of this process alone. */
    static double ownSeconds() {
        try {
            return stat(PROC.resolve("self").resolve("stat")).ownSeconds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** CPU of the process's threads by name, digits left out, so that a pool is one entry. */
    static Map<String, Double> threadSeconds(long pid) {
        Map<String, Double> byName = new TreeMap<>();
        try (DirectoryStream<Path> threads =
                Files.newDirectoryStream(PROC.resolve(Long.toString(pid)).resolve("task"))) {
            for (Path thread : threads) {
                Stat stat = stat(thread.resolve("stat"));
                if (stat != null) {
                    byName.merge(stat.name.replaceAll("[0-9]+", "N"), stat.ownSeconds, Double::sum);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return byName;
    }

    /** Seconds that the machine's CPUs were not idle, what a hypervisor took away included. */
    static double machineBusySeconds() {
        double[] ticks = machineTicks();
        return (Arrays.stream(ticks).sum() - ticks[3] - ticks[4]) / TICKS_PER_SECOND;
    }

    /** The largest resident size so far, in megabytes. */
    static long peakMegabytes(long pid) {
        try {
            return Files.readAllLines(PROC.resolve(Long.toString(pid)).resolve("status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** user, nice, system, idle, iowait, irq, softirq, steal. */
    private static double[] machineTicks() {
        try (var lines = Files.lines(PROC.resolve("stat"))) {
            String[] fields = lines.findFirst().orElseThrow().trim().split("\\s+");
            return Arrays.stream(fields, 1, 9).mapToDouble(Double::parseDouble).toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean descends(long pid, long ancestor, Map<Long, Stat> all) {
        for (long current = pid; all.containsKey(current); current = all.get(current).parent) {
            if (current == ancestor) {
                return true;
            }
        }
        return false;
    }

    /** Null for a process that ended meanwhile. */
    private static Stat stat(Path file) throws IOException {
        try {
            String text = Files.readString(file);
            int afterName = text.lastIndexOf(')');
            String[] fields = text.substring(afterName + 2).split(" ");
            return new Stat(
                    text.substring(text.indexOf('(') + 1, afterName),
                    Long.parseLong(fields[1]),
                    (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND,
                    (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS_PER_SECOND);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            // The kernel says "no such process" when it ends while the file is open.
            if (String.valueOf(e.getMessage()).contains("No such process")) {
                return null;
            }
            throw e;
        }
    }
}
