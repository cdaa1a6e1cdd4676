package io.webhookcourier.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WebAreasTest {

    private record Path(String path) implements WebRoute {
        @Override
        public String method() {
            return "GET";
        }
    }

    @Test
    void aRouteTakesItsPathOrEverythingUnderItsFirstSegment() {
        List<Path> routes = List.of(
                new Path("/"),
                new Path("/events"),
                new Path("/events/:id"),
                new Path("/events.csv"),
                new Path("/audit"));

        assertThat(WebAreas.of(routes)).containsExactly("/", "/events/*", "/events.csv", "/audit");
    }
}
