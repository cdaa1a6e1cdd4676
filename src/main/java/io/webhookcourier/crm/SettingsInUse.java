package io.webhookcourier.crm;

import io.webhookcourier.delivery.HandBackException;
import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import io.webhookcourier.delivery.SendCondition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings that a request is made of, which must be at most a second old when it leaves (contract, section 5). Others
 * need another connection and another signature, so a request that was made of outdated ones is not sent: its row is
 * released, and the next attempt begins with the new ones.
 */
final class SettingsInUse implements SendCondition {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsInUse.class);

    private final CrmSettingsCache cache;
    private final String workspaceId;
    private KnownSettings known;

    SettingsInUse(CrmSettingsCache cache, String workspaceId, KnownSettings known) {
        this.cache = cache;
        this.workspaceId = workspaceId;
        this.known = known;
    }

    @Override
    public void renew() {
        if (cache.isFresh(known)) {
            return;
        }
        KnownSettings now = lookedUpAgain();
        if (!now.settings().equals(known.settings())) {
            throw new HandBackException(Reason.of(Kind.SETTINGS_CHANGED));
        }
        known = now;
    }

    @Override
    public void require() {
        if (!cache.mayBeSentWith(known)) {
            throw new HandBackException(Reason.of(Kind.SETTINGS_TOO_OLD));
        }
    }

    private KnownSettings lookedUpAgain() {
        try {
            return cache.get(workspaceId);
        } catch (RuntimeException e) {
            LOG.debug("The settings of workspace {} could not be looked up again", workspaceId, e);
            throw new HandBackException(Reason.of(Kind.DATABASE_UNAVAILABLE));
        }
    }
}
