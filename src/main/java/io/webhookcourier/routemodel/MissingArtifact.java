package io.webhookcourier.routemodel;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names the Camel artifact without which a step does not load. */
public final class MissingArtifact {

    private static final Pattern COMPONENT =
            Pattern.compile("(?:No component found with scheme: |No endpoint could be found for: )([^\\s:]+)");
    private static final Pattern LANGUAGE = Pattern.compile("No language could be found for: (\\S+)");
    private static final Pattern DATA_FORMAT = Pattern.compile("Data format '(\\S+)' could not be created");
    private static final Pattern STEP = Pattern.compile("Cannot find (camel-\\S+)");

    /** Artifacts that bring parts with other names than their own. */
    private static final Map<String, String> BRINGS = Map.of(
            "camel-mail", "smtp smtps imap imaps pop3 pop3s mimeMultipart",
            "camel-ftp", "ftp ftps sftp",
            "camel-jms", "jms",
            "camel-rest", "rest rest-api",
            "camel-saxon", "xquery",
            "camel-xpath", "xpath",
            "camel-jackson", "jackson",
            "camel-jacksonxml", "jacksonXml",
            "camel-groovy", "groovy",
            "camel-slack", "slack");

    /** Artifacts whose part is called like them. */
    private static final String NAMED_ALIKE = "activemq6 amqp aws2-s3 aws2-sns aws2-sqs azure-servicebus bindy csv exec"
            + " file google-pubsub jdbc jq jslt jsonata jsonpath kafka kamelet mongodb mustache nats paho-mqtt5 quartz"
            + " redis resilience4j scheduler snmp splunk-hec spring-rabbitmq ssh telegram twilio velocity vertx-websocket"
            + " webhook xslt zipfile";

    private static final Map<String, String> ARTIFACTS = Stream.concat(
                    Stream.of(NAMED_ALIKE.split(" ")).map(part -> Map.entry(part, "camel-" + part)),
                    BRINGS.entrySet().stream()
                            .flatMap(artifact -> Stream.of(artifact.getValue().split(" "))
                                    .map(part -> Map.entry(part, artifact.getKey()))))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private MissingArtifact() {}

    /**
     * @param message of Camel's, on one line
     * @return a sentence that names the artifact, or null when the message is about something else
     */
    public static String sentence(String message) {
        String sentence = sentence(message, COMPONENT, "component");
        sentence = sentence == null ? sentence(message, LANGUAGE, "language") : sentence;
        sentence = sentence == null ? sentence(message, DATA_FORMAT, "data format") : sentence;
        Matcher step = STEP.matcher(message);
        return sentence == null && step.find()
                ? "the step needs " + step.group(1) + ": put its jars into ext/ and restart"
                : sentence;
    }

    private static String sentence(String message, Pattern pattern, String kind) {
        Matcher matcher = pattern.matcher(message);
        if (!matcher.find()) {
            return null;
        }
        String name = matcher.group(1);
        String artifact = ARTIFACTS.get(name);
        return artifact == null
                ? "there is no " + kind + " named " + name
                        + ": check its spelling, or put the jars of the Camel artifact that brings it into ext/ and"
                        + " restart"
                : "the " + kind + " " + name + " needs " + artifact + ": put its jars into ext/ and restart";
    }
}
