package io.webhookcourier.attempt;

import io.webhookcourier.database.QueueStatements;
import io.webhookcourier.dispatch.Claim;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Asks again what claims once knew, for rows that have waited (contract, section 5: at most 1 s old). Rows whose threads ask
 * at the same time share a statement: while one runs, those that come meanwhile gather for the next. Thread-safe.
 */
public final class ClaimRecheck {

    private static final int MOST = 500;

    /** A claim whose thread waits for its facts. */
    private static final class Question {

        private final Claim claim;
        private boolean asked;

        /** Null before the answer, and when the statement failed. */
        private ClaimFacts facts;

        Question(Claim claim) {
            this.claim = claim;
        }
    }

    private final DataSource dataSource;
    private final String statementText;
    private final Queue<Question> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock oneStatement = new ReentrantLock();

    public ClaimRecheck(DataSource dataSource, QueueStatements statements) {
        this.dataSource = dataSource;
        this.statementText = statements.text("attempt/recheck-claim");
    }

    /**
     * The facts as of a moment after this call began.
     *
     * @throws SQLException when the database cannot be asked, or not about this claim
     */
    public ClaimFacts ask(Claim claim) throws SQLException {
        Question question = new Question(claim);
        waiting.add(question);
        oneStatement.lock();
        try {
            while (!question.asked) {
                askThoseThatWait();
            }
        } finally {
            oneStatement.unlock();
        }
        return question.facts == null ? ask(List.of(claim)).get(0) : question.facts;
    }

    /** Claims that are in no statement yet. */
    int waiting() {
        return waiting.size();
    }

    /** One that the database cannot be asked about must not release the others: after an error, each asks alone. */
    private void askThoseThatWait() {
        List<Question> questions = new ArrayList<>();
        for (Question next = waiting.poll(); next != null; next = questions.size() < MOST ? waiting.poll() : null) {
            next.asked = true;
            questions.add(next);
        }
        try {
            List<ClaimFacts> facts =
                    ask(questions.stream().map(question -> question.claim).toList());
            for (int i = 0; i < questions.size(); i++) {
                questions.get(i).facts = facts.get(i);
            }
        } catch (SQLException e) {
            // Each asks alone, which throws what is wrong with it.
        }
    }

    private List<ClaimFacts> ask(List<Claim> claims) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(statementText)) {
            statement.setArray(
                    1, texts(connection, claims, claim -> claim.event().dedupeKey()));
            statement.setArray(2, texts(connection, claims, Claim::workspace));
            statement.setArray(
                    3, texts(connection, claims, claim -> claim.event().id()));
            statement.setArray(
                    4, texts(connection, claims, claim -> claim.event().ownerToken()));
            try (ResultSet rows = statement.executeQuery()) {
                List<ClaimFacts> facts = new ArrayList<>(claims.size());
                while (rows.next()) {
                    facts.add(new ClaimFacts(rows.getBoolean(1), rows.getBoolean(2), rows.getBoolean(3)));
                }
                return facts;
            }
        }
    }

    private static Array texts(Connection connection, List<Claim> claims, Function<Claim, String> text)
            throws SQLException {
        return connection.createArrayOf("text", claims.stream().map(text).toArray(String[]::new));
    }
}
