package io.webhookcourier.management;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RouteXmlTest {

    @Test
    void aRouteIsShownWithItsOwnStepsOnly() throws Exception {
        String dumped = """
                <routes xmlns="http://camel.apache.org/schema/xml-io">
                    <route id="r">
                        <errorHandler>
                            <noErrorHandler/>
                        </errorHandler>
                        <from id="from1" uri="direct:r"/>
                        <onException id="any">
                            <exception>java.lang.Exception</exception>
                            <process id="judge" ref="judgeFailure"/>
                        </onException>
                        <filter id="f">
                            <simple>${body} &gt; 1</simple>
                            <to id="t" uri="direct:s?a=1&amp;b={{key}}"/>
                        </filter>
                    </route>
                </routes>""";

        assertThat(RouteXml.stepsOnly(dumped)).isEqualTo("""
                        <routes xmlns="http://camel.apache.org/schema/xml-io">
                            <route id="r">
                                <from id="from1" uri="direct:r"/>
                                <filter id="f">
                                    <simple>${body} &gt; 1</simple>
                                    <to id="t" uri="direct:s?a=1&amp;b={{key}}"/>
                                </filter>
                            </route>
                        </routes>""");
    }
}
