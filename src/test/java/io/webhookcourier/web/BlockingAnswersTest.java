package io.webhookcourier.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockingAnswersTest {

    private final Vertx vertx = Vertx.vertx();
    private final BlockingAnswers answers = new BlockingAnswers(vertx, "answers", 1, Duration.ofSeconds(10), 2);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);

    @AfterEach
    void stop() {
        mayAnswer.countDown();
        answers.close();
        vertx.close();
    }

    @Test
    void moreThanMayWaitAreRefused() throws Exception {
        CompletableFuture<String> first = offered();
        asked.await();
        CompletableFuture<String> second = offered();

        assertThat(answers.offer(() -> "third", done -> {})).isFalse();

        mayAnswer.countDown();
        assertThat(first.get()).isEqualTo("answer");
        assertThat(second.get()).isEqualTo("answer");
    }

    @Test
    void aStopLetsTheAnswerThatIsBeingMadeLeaveAndTakesNoOther() throws Exception {
        CompletableFuture<String> first = offered();
        asked.await();

        CompletableFuture<Void> stop = CompletableFuture.runAsync(answers::close);
        while (answers.offer(() -> "too late", done -> {})) {
            Thread.onSpinWait();
        }
        assertThat(first).isNotDone();

        mayAnswer.countDown();
        stop.get();
        assertThat(first.get()).isEqualTo("answer");
        assertThat(answers.offer(() -> "too late", done -> {})).isFalse();
    }

    private CompletableFuture<String> offered() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        boolean taken = answers.offer(
                () -> {
                    asked.countDown();
                    mayAnswer.await();
                    return "answer";
                },
                done -> answer.complete(done.result()));
        assertThat(taken).isTrue();
        return answer;
    }
}
