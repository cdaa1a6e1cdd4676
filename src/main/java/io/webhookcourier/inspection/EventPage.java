package io.webhookcourier.inspection;

import java.time.Instant;
import java.util.List;

/**
 * A page of events, latest runAt first.
 *
 * @param next the cursor of the next page, or null at the end
 * @param searchedBackTo null when the page is full or nothing is left; else how far back was searched before so many
 *     rows had been looked at that it was enough for one page: the next page continues there
 */
public record EventPage(List<EventLine> lines, String next, Instant searchedBackTo) {}
