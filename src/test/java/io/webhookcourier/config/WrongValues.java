package io.webhookcourier.config;

import java.util.Arrays;
import java.util.stream.Stream;

/** Every setting with values that it does not accept, and the beginning of what is said about each. */
public final class WrongValues {

    /** Key; value, as a properties file spells it; the problem. */
    public static final String TABLE = """
            courier.database.url;                        mysql://h/db;          not a URL of PostgreSQL
            courier.database.username;                   a\\u0000b;             not a user name
            courier.database.password;                   a\\tb;                 holds a control character
            courier.database.pool-size;                  1;                     below 2
            courier.database.pool-size;                  101;                   above 100
            courier.database.pool-size;                  ten;                   not a whole number
            courier.database.pool-size;                  9999999999999999;      not a whole number
            courier.database.embedded.directory;         pom.xml;               a file is in its place
            courier.database.embedded.directory;         a\\u0000b;             not a path
            courier.queue.providers;                     CRM,,X;                a name is empty
            courier.queue.providers;                     CRM,CRM;               a name is listed twice
            courier.queue.providers;                     CRM,a b;               "a b" is not a name
            courier.queue.poll-interval;                 9ms;                   below 10ms
            courier.queue.poll-interval;                 61m;                   above 1h
            courier.queue.poll-interval;                 1.5s;                  not a duration
            courier.queue.poll-interval;                 10 s;                  not a duration
            courier.queue.poll-interval;                 999999999999999d;      too large
            courier.queue.batch-size;                    0;                     below 1
            courier.queue.batch-size;                    2001;                  above 2000
            courier.queue.stale-lock;                    59999;                 below 1m
            courier.queue.stale-lock;                    8d;                    above 7d
            courier.queue.dead-worker-after;             4s;                    below 5s
            courier.queue.dead-worker-after;             2h;                    above 1h
            courier.delivery.timeout;                    2499ms;                below 2500ms
            courier.delivery.timeout;                    -1;                    not a duration
            courier.delivery.timeout;                    11m;                   above 10m
            courier.delivery.concurrency;                0;                     below 1
            courier.delivery.concurrency;                10001;                 above 10000
            courier.delivery.concurrency-per-endpoint;   0;                     below 1
            courier.delivery.kept-connections;           -1;                    below 0
            courier.delivery.kept-connections;           20001;                 above 20000
            courier.delivery.response-limit;             64kb;                  not a size
            courier.delivery.response-limit;             0;                     below 1B
            courier.delivery.response-limit;             17MB;                  above 16MB
            courier.delivery.payload-limit;              65MB;                  above 64MB
            courier.delivery.payload-limit;              999999999999MB;        above 64MB
            courier.delivery.headers;                    api key;               "api key" is not the name of a header
            courier.delivery.headers;                    a,,b;                  "" is not the name of a header
            courier.delivery.headers;                    Content-Encoding;      "content-encoding" is set by the service
            courier.delivery.headers;                    user-agent;            "user-agent" is set by the service
            courier.delivery.headers;                    Host;                  "host" belongs to the connection
            courier.delivery.headers;                    api-key,TE;            "te" belongs to the connection
            courier.delivery.headers;                    cookie;                "cookie" is not sent
            courier.delivery.headers;                    CamelHttpUri;          "camelhttpuri" is Camel's own
            courier.retry.in-process;                    -1;                    below 0
            courier.retry.in-process;                    6;                     above 5
            courier.retry.initial-delay;                 0;                     below 1ms
            courier.retry.initial-delay;                 2h;                    above 1h
            courier.retry.multiplier;                    0.9;                   below 1
            courier.retry.multiplier;                    10.1;                  above 10
            courier.retry.multiplier;                    NaN;                   not a number
            courier.retry.maximum-delay;                 8d;                    above 7d
            courier.retry.jitter;                        61m;                   above 1h
            courier.egress.allow-http;                   yes;                   neither true nor false
            courier.egress.allow-http;                   TRUE;                  neither true nor false
            courier.egress.allowed-networks;             10.0.0.0/8,10.1.2.3;   "10.1.2.3" needs a prefix length from /0 to /32
            courier.egress.allowed-networks;             10.0.0.0/33;           "10.0.0.0/33" needs a prefix length
            courier.egress.allowed-networks;             fd00::/129;            "fd00::/129" needs a prefix length from /0 to /128
            courier.egress.allowed-networks;             10.0.0/8;              "10.0.0/8" does not start with
            courier.egress.allowed-networks;             fd00:::/8;             "fd00:::/8" does not start with
            courier.egress.allowed-networks;             localhost/8;           "localhost/8" does not start with
            courier.egress.allowed-networks;             10.0.0.0/8,;           "" does not start with
            courier.tls.truststore;                      nowhere.p12;           no such file
            courier.tls.truststore;                      src;                   no such file
            courier.tls.truststore-password;             a\\nb;                 holds a control character
            courier.crm.header-prefix;                   x zrg;                 not the start of a header's name
            courier.crm.header-prefix;                   x-zrg:;                not the start of a header's name
            courier.crm.header-prefix;                   x\\r\\nevil;           not the start of a header's name
            courier.log.format;                          xml;                   not one of the choices
            courier.log.level;                           LOUD;                  not one of the choices
            courier.log.levels;                          org.apache.camel;      "org.apache.camel" is not a logger and its level
            courier.log.levels;                          a=LOUD;                "a=LOUD" is not a logger and its level
            courier.log.levels;                          a=INFO,a=WARN;         the logger "a" is listed twice
            courier.shutdown-timeout;                    2s;                    below 3s
            courier.http.token;                          a\\tb;                 holds a character that is not allowed in a header
            courier.http.token;                          grün;                  holds a character that is not allowed in a header
            courier.http.read-token;                     a\\tb;                 holds a character that is not allowed in a header
            courier.retention.attempts;                  never;                 not a duration
            courier.retention.keys;                      59s;                   below 1m
            courier.retention.succeeded;                 3651d;                 above 3650d
            courier.instance-id;                         a/b;                   not a usable name
            courier.instance-id;                         müller;                not a usable name
            courier.http.port;                           65536;                 above 65535
            courier.http.port;                           -1;                    below 0
            courier.http.host;                           300.1.1.1;             neither an address nor a host name
            courier.http.host;                           http://localhost;      neither an address nor a host name
            courier.management.port;                     http;                  not a whole number
            courier.management.host;                     [::1];                 neither an address nor a host name
            courier.http.user-header;                    X Forwarded User;      not the name of a header
            courier.http.user-header;                    Authorization;         not the name of a header that may be shown
            courier.http.allowed-hosts;                  https://a;             "https://a" is not a host name
            courier.tracing.endpoint;                    ftp://collector;       not the address of a collector
            courier.tracing.endpoint;                    http://u:p@collector;  not the address of a collector
            courier.tracing.ratio;                       2;                     above 1
            courier.demo;                                1;                     neither true nor false
            """;

    private WrongValues() {}

    /** One row of the table. */
    public record WrongValue(String key, String value, String problem) {}

    public static Stream<WrongValue> rows() {
        return Arrays.stream(TABLE.split("\n")).map(line -> {
            String[] cells = line.split(";", 3);
            return new WrongValue(cells[0].strip(), cells[1].strip(), cells[2].strip());
        });
    }
}
