package io.webhookcourier.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The lanes with rows in hand, whose turn it is, and how many rows of each may be claimed. Not thread-safe; the
 * dispatcher's lock guards it.
 *
 * <p>Two rules keep endpoints apart, beside each one's own limit: no lane gets more rows in hand than leaves the same
 * for a lane that has none yet; and all slow lanes together never run in every slot, so that many endpoints that hang
 * do not hold up those that answer. What slow lanes leave is shared by those known to be quick and those of which
 * nothing is known yet, which get half of it: many that hang may be new.
 */
final class Lanes {

    /**
     * How many idle lanes keep the memory of how quick their endpoint is; of those that are slow as many again. More than
     * most tables have: a forgotten lane begins with a quarter of its slots, and its rows are not claimed ahead.
     */
    private static final int REMEMBERED = 10_000;

    /** Slow lanes leave one slot in this many to the others: few, because a queue may have none but slow ones. */
    private static final int RESERVED_PART = 16;

    /** They leave at least this many, enough for hundreds of quick responses a second, */
    private static final int LEAST_RESERVED = 8;

    /** unless that is more than one slot in this many. */
    private static final int MOST_RESERVED_PART = 4;

    private final int cap;
    private final int concurrency;
    private final int slowCap;
    private final int unprovenCap;
    private final Map<String, Lane> active = new HashMap<>();
    private final Map<String, Lane> idle = new LinkedHashMap<>();
    private final Map<String, Lane> idleSlow = new LinkedHashMap<>();
    private final ArrayDeque<Lane> ready = new ArrayDeque<>();

    /** Lanes whose turn came while similar lanes used all the slots that they may have. */
    private final ArrayDeque<Lane> held = new ArrayDeque<>();

    private final Map<Lane.Pace, Integer> running = new EnumMap<>(Lane.Pace.class);
    private final Map<Lane.Pace, Integer> inHand = new EnumMap<>(Lane.Pace.class);
    private int share = Integer.MAX_VALUE;

    /** Of lanes that were left out of the last claim, since it was planned. */
    private int newRoom;

    private final Set<Lane.Pace> pacesWithNewRoom = EnumSet.noneOf(Lane.Pace.class);

    /** @param cap deliveries of one lane at a time */
    Lanes(int concurrency, int cap) {
        this.cap = cap;
        this.concurrency = concurrency;
        int reserved =
                Math.max(concurrency / RESERVED_PART, Math.min(LEAST_RESERVED, concurrency / MOST_RESERVED_PART));
        this.slowCap = concurrency - reserved;
        this.unprovenCap = concurrency - reserved / 2;
        for (Lane.Pace pace : Lane.Pace.values()) {
            running.put(pace, 0);
            inHand.put(pace, 0);
        }
    }

    void enqueue(Claim claim) {
        Lane lane = active.computeIfAbsent(claim.lane(), key -> {
            Lane remembered = idle.remove(key);
            Lane slow = remembered == null ? idleSlow.remove(key) : remembered;
            return slow == null ? new Lane(key, cap) : slow;
        });
        uncount(lane);
        lane.enqueue(claim);
        count(lane);
        readyIfCan(lane);
    }

    /** The lane whose turn it is to start a delivery, or null when none can. */
    Lane next() {
        for (Lane lane = ready.poll(); lane != null; lane = ready.poll()) {
            if (hasSlotFor(lane.pace())) {
                return lane;
            }
            held.add(lane);
        }
        return null;
    }

    /** Takes a row of a lane from {@link #next()}. */
    Claim start(Lane lane, long nowNanos) {
        uncount(lane);
        Claim claim = lane.start(nowNanos);
        count(lane);
        readyIfCan(lane);
        return claim;
    }

    void finished(Lane lane, long tookNanos, long nowNanos) {
        Lane.Pace before = lane.pace();
        uncount(lane);
        lane.finished(tookNanos, nowNanos);
        count(lane);
        if (before != Lane.Pace.QUICK) {
            ready.addAll(held);
            held.clear();
        }
        readyIfCan(lane);
        retireIfIdle(lane);
        int more = lane.newRoom(share);
        if (more > 0) {
            newRoom += more;
            pacesWithNewRoom.add(lane.pace());
        }
    }

    /** Rows that lanes have room for which were left out of the last claim. */
    int newRoom() {
        return newRoom;
    }

    /** Slots that rows of those lanes could have now. */
    int slotsForNewRoom() {
        return pacesWithNewRoom.stream().mapToInt(this::slotsFor).max().orElse(0);
    }

    /** Takes back rows that wait. */
    List<Claim> remove(Predicate<Claim> condition) {
        List<Claim> removed = new ArrayList<>();
        for (Lane lane : List.copyOf(active.values())) {
            uncount(lane);
            removed.addAll(lane.remove(condition));
            count(lane);
            retireIfIdle(lane);
        }
        // A lane that lost its rows while it was in turn has nothing to start.
        ready.removeIf(Lanes::leavesTheQueue);
        held.removeIf(Lanes::leavesTheQueue);
        return removed;
    }

    /** The first row that waits in each lane, of at most so many lanes. */
    List<Claim> nextRows(int most) {
        return active.values().stream()
                .filter(Lane::hasWaiting)
                .limit(most)
                .map(Lane::next)
                .toList();
    }

    /** Checks which endpoints have fallen silent. */
    void look(long nowNanos) {
        for (Lane lane : active.values()) {
            uncount(lane);
            lane.look(nowNanos);
            count(lane);
            readyIfCan(lane);
        }
    }

    /** Rows in hand that take no other lane's place, because lanes like theirs have no slot for them. */
    int heldBack() {
        int slow = inHand.get(Lane.Pace.SLOW);
        int unknown = inHand.get(Lane.Pace.UNKNOWN);
        return slow + unknown - Math.min(unprovenCap, Math.min(slowCap, slow) + unknown);
    }

    private boolean hasSlotFor(Lane.Pace pace) {
        return pace == Lane.Pace.QUICK || slotsFor(pace) > 0;
    }

    private int slotsFor(Lane.Pace pace) {
        int slow = running.get(Lane.Pace.SLOW);
        int unproven = slow + running.get(Lane.Pace.UNKNOWN);
        int all = concurrency - unproven - running.get(Lane.Pace.QUICK);
        return switch (pace) {
            case QUICK -> all;
            case UNKNOWN -> Math.min(all, unprovenCap - unproven);
            case SLOW -> Math.min(all, Math.min(slowCap - slow, unprovenCap - unproven));
        };
    }

    /**
     * @param window rows of all lanes that may be in hand
     * @param leftOut lanes that must not be claimed from, even if they have room
     */
    LaneBudgets budgets(int window, Set<String> leftOut) {
        newRoom = 0;
        pacesWithNewRoom.clear();
        share = window / (active.size() + 1) + 1;
        int newcomers = Math.min(cap, share);
        Set<String> blocked = new HashSet<>(leftOut);
        Map<String, Integer> overrides = new HashMap<>();
        int slowRoom = slowCap - inHand.get(Lane.Pace.SLOW);
        // Slow lanes share the available slots: first those that have the fewest.
        for (Lane lane : active.values().stream()
                .sorted(Comparator.comparingInt(Lane::inHand))
                .toList()) {
            int room = lane.slow() ? Math.min(lane.room(share), slowRoom) : lane.room(share);
            lane.leaveOut(room < lane.minimumBatch(share));
            if (lane.isLeftOut()) {
                blocked.add(lane.key());
                continue;
            }
            slowRoom -= lane.slow() ? room : 0;
            if (room != newcomers) {
                overrides.put(lane.key(), room);
            }
        }
        for (String key : idleSlow.keySet()) {
            if (slowRoom <= 0) {
                blocked.add(key);
            } else {
                overrides.put(key, 1);
            }
        }
        overrides.keySet().removeAll(blocked);
        return new LaneBudgets(blocked, overrides, newcomers);
    }

    private void uncount(Lane lane) {
        running.merge(lane.pace(), -lane.running(), Integer::sum);
        inHand.merge(lane.pace(), -lane.inHand(), Integer::sum);
    }

    private void count(Lane lane) {
        running.merge(lane.pace(), lane.running(), Integer::sum);
        inHand.merge(lane.pace(), lane.inHand(), Integer::sum);
    }

    private void readyIfCan(Lane lane) {
        if (lane.becomesReady()) {
            ready.add(lane);
        }
    }

    private void retireIfIdle(Lane lane) {
        if (lane.inHand() > 0) {
            return;
        }
        active.remove(lane.key());
        Map<String, Lane> alike = lane.slow() ? idleSlow : idle;
        alike.put(lane.key(), lane);
        if (alike.size() > REMEMBERED) {
            alike.remove(alike.keySet().iterator().next());
        }
    }

    private static boolean leavesTheQueue(Lane lane) {
        if (lane.hasWaiting()) {
            return false;
        }
        lane.unready();
        return true;
    }
}
