package io.webhookcourier.attempt;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The dedupe keys that were delivered, behind Camel's idempotent consumer (contract, section 4).
 *
 * <p>A look-up costs no statement as a rule: the claim brought the answer along, and the exchange carries it. A key is
 * stored by the recorder, in the transaction that makes the row SUCCEEDED, and never before the receiver's 2xx; so
 * {@link #add} stores nothing, and a crash can repeat a delivery but never swallow one. Keys go only by an explicit
 * replay of an operator, which is no business of a route: {@link #remove} and {@link #clear} leave them alone.
 */
public final class DeliveredKeys extends ServiceSupport implements IdempotentRepository {

    /** The exchange property with the claim's answer, a Boolean. */
    public static final String DELIVERED_BEFORE = "courierDeliveredBefore";

    private static final String LOOK_UP = "SELECT FROM courier.delivered_key WHERE dedupe_key = courier.indexable(?)";

    private final DataSource dataSource;

    public DeliveredKeys(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public boolean contains(Exchange exchange, String key) {
        Boolean known = (Boolean) exchange.getProperty(DELIVERED_BEFORE);
        return known == null ? contains(key) : known;
    }

    @Override
    public boolean contains(String key) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(LOOK_UP)) {
            statement.setString(1, key);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw new RuntimeCamelException("the delivered keys cannot be read", e);
        }
    }

    @Override
    public boolean add(String key) {
        return true;
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public boolean remove(String key) {
        return false;
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException("delivered keys are removed by a replay only");
    }
}
