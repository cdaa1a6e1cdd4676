package io.webhookcourier.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which rows this process has in hand, from the claim to the commit of the outcome. A second claim of the same row, or
 * of another row with the same dedupe key, is set aside until the first has left. Not thread-safe; the dispatcher's
 * lock guards it.
 */
final class InFlight {

    private final Map<String, Claim> byId = new HashMap<>();
    private final Set<String> dedupeKeys = new HashSet<>();
    private final ArrayDeque<Claim> setAside = new ArrayDeque<>();

    /** Keys whose outcome was committed while a claim was on its way, which may have looked before that. */
    private final Set<String> leftDuringClaim = new HashSet<>();

    void claimBegins() {
        leftDuringClaim.clear();
    }

    /** The claim as it may be relied on: one whose key's outcome was committed meanwhile asks again. */
    Claim upToDate(Claim claim) {
        return leftDuringClaim.contains(claim.event().dedupeKey()) ? claim.askingAgain() : claim;
    }

    /** @return false when the claim was set aside */
    boolean enter(Claim claim) {
        String id = claim.event().id();
        if (byId.containsKey(id) || dedupeKeys.contains(claim.event().dedupeKey())) {
            setAside.add(claim);
            return false;
        }
        byId.put(id, claim);
        dedupeKeys.add(claim.event().dedupeKey());
        return true;
    }

    /** @return the claims that waited for this one, in hand now; they were made before its outcome was recorded */
    List<Claim> leave(Claim claim) {
        if (byId.remove(claim.event().id(), claim)) {
            dedupeKeys.remove(claim.event().dedupeKey());
            leftDuringClaim.add(claim.event().dedupeKey());
        }
        if (setAside.isEmpty()) {
            return List.of();
        }
        List<Claim> entered = new ArrayList<>();
        int count = setAside.size();
        for (int i = 0; i < count; i++) {
            Claim next = setAside.remove().askingAgain();
            if (enter(next)) {
                entered.add(next);
            }
        }
        return entered;
    }

    /** Rows in hand, those set aside among them. */
    int size() {
        return byId.size() + setAside.size();
    }

    List<Claim> removeSetAside(Predicate<Claim> condition) {
        List<Claim> removed = new ArrayList<>();
        for (Iterator<Claim> claims = setAside.iterator(); claims.hasNext(); ) {
            Claim claim = claims.next();
            if (condition.test(claim)) {
                claims.remove();
                removed.add(claim);
            }
        }
        return removed;
    }
}
