package io.webhookcourier.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookcourier.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The receiver of the sample workspace: checks the signature, answers as the lead's id says, keeps what it got. */
final class DemoReceiver implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(DemoReceiver.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int KEPT_CHARACTERS = 10_000;

    private record Answer(int status, String text) {}

    private final DemoData data;
    private final LastRequests requests;
    private final String headerPrefix;
    private final InstantSource clock;
    private final SignatureCheck check;

    /** @param headerPrefix {@code courier.crm.header-prefix} */
    DemoReceiver(DemoData data, LastRequests requests, String headerPrefix, InstantSource clock) {
        this.data = data;
        this.requests = requests;
        this.headerPrefix = headerPrefix;
        this.clock = clock;
        this.check = new SignatureCheck(clock);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        byte[] bytes = message.getBody(byte[].class);
        byte[] body = bytes == null ? new byte[0] : bytes;
        Map<String, String> headers = headers(message);
        Optional<SigningKey> key = data.signingKey();
        Optional<String> problem = key.isEmpty()
                ? Optional.of("the sample workspace has no secret")
                : check.problem(key.get(), headers.get(name("timestamp")), headers.get(name("signature")), body);
        Answer answer = problem.isPresent() ? new Answer(401, sentence(problem.get())) : answer(headers, body);
        keep(headers, body, problem.isEmpty(), answer);
        tell(headers, problem, answer);
        PlainResponse.set(exchange, answer.status(), "text/plain; charset=utf-8", answer.text());
    }

    private Answer answer(Map<String, String> headers, byte[] body) {
        return switch (SampleAnswer.ofLead(leadId(body))) {
            case ACCEPTED -> new Answer(200, "Thank you.");
            case BUSY ->
                requests.hasGenuine(name("delivery-id"), headers.get(name("delivery-id")))
                        ? new Answer(200, "Now there is time. Thank you.")
                        : new Answer(503, "Busy. Try again in a moment.");
            case REFUSED -> new Answer(422, "The lead has no e-mail address.");
        };
    }

    private static String leadId(byte[] body) {
        try {
            return MAPPER.readTree(new String(body, StandardCharsets.UTF_8))
                    .path("leadId")
                    .asText();
        } catch (JsonProcessingException notOurEnvelope) {
            return "";
        }
    }

    private Map<String, String> headers(Message message) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : message.getHeaders().keySet()) {
            boolean ours = name.regionMatches(true, 0, headerPrefix, 0, headerPrefix.length());
            if (ours || name.equalsIgnoreCase("content-type") || name.equalsIgnoreCase("user-agent")) {
                headers.put(name, message.getHeader(name, String.class));
            }
        }
        return headers;
    }

    private void keep(Map<String, String> headers, byte[] body, boolean genuine, Answer answer) {
        String text = new String(body, StandardCharsets.UTF_8);
        requests.add(new ReceivedRequest(
                clock.instant(),
                headers,
                text.substring(0, Math.min(text.length(), KEPT_CHARACTERS)),
                genuine,
                answer.status(),
                answer.text()));
    }

    /** What a stranger sent stays out of the log. */
    private void tell(Map<String, String> headers, Optional<String> problem, Answer answer) {
        if (problem.isPresent()) {
            LOG.warn("received   a request at the demo receiver: {}; answers {}", problem.get(), answer.status());
        } else {
            LOG.info(
                    "received   {} {} at the demo receiver: valid signature; answering {}",
                    headers.get(name("event")),
                    headers.get(name("delivery-id")),
                    answer.status());
        }
    }

    private String name(String header) {
        return headerPrefix + header;
    }

    private static String sentence(String problem) {
        return Character.toUpperCase(problem.charAt(0)) + problem.substring(1) + ".";
    }
}
