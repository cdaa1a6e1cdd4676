package io.webhookcourier.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StorableTextTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("", ""),
                Arguments.of("plain", "plain"),
                Arguments.of("12345", "12345"),
                Arguments.of("123456", "12345"),
                Arguments.of("1234😀", "1234"),
                Arguments.of("1234\uD83D", "1234\uFFFD"),
                Arguments.of("123😀6", "123😀"),
                Arguments.of("a\0b\0", "a\uFFFDb\uFFFD"),
                Arguments.of("\uD83D", "\uFFFD"),
                Arguments.of("\uDE00", "\uFFFD"),
                Arguments.of("\uDE00\uD83D", "\uFFFD\uFFFD"),
                Arguments.of("\uD83D😀", "\uFFFD😀"),
                Arguments.of("a\nb\u0001", "a\nb\u0001"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void theFirstFiveCharactersAreStorable(String text, String storable) {
        assertThat(StorableText.first(5, text)).isEqualTo(storable);
    }

    @Test
    void ofNoCharactersNothingIsKept() {
        assertThat(StorableText.first(0, "😀")).isEmpty();
    }

    @Test
    void nullStaysNull() {
        assertThat(StorableText.first(5, null)).isNull();
    }
}
