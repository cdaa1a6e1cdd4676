package io.webhookcourier.management;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.spi.ModelToXMLDumper;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * Routes as XML for Hawtio, each with its own steps only. Camel also writes down the error handling that a route has from
 * the route configurations; Hawtio draws that as the route's first steps, and draws nothing at all behind an
 * {@code errorHandler}.
 */
final class RouteXml implements ModelToXMLDumper {

    private static final Set<String> NO_STEPS = Set.of("errorHandler", "onException");

    private final ModelToXMLDumper dumper;

    RouteXml(ModelToXMLDumper dumper) {
        this.dumper = dumper;
    }

    @Override
    public String dumpModelAsXml(CamelContext context, NamedNode definition) throws Exception {
        return stepsOnly(dumper.dumpModelAsXml(context, definition));
    }

    /** Placeholders are never resolved here, for any caller: one may hold a secret. */
    @Override
    public String dumpModelAsXml(
            CamelContext context,
            NamedNode definition,
            boolean resolvePlaceholders,
            boolean generatedIds,
            boolean sourceLocation)
            throws Exception {
        return stepsOnly(dumper.dumpModelAsXml(context, definition, false, generatedIds, sourceLocation));
    }

    @Override
    public String dumpBeansAsXml(CamelContext context, List<Object> beans) throws Exception {
        return dumper.dumpBeansAsXml(context, beans);
    }

    @Override
    public String dumpDataFormatsAsXml(CamelContext context, Map<String, Object> dataFormats) throws Exception {
        return dumper.dumpDataFormatsAsXml(context, dataFormats);
    }

    static String stepsOnly(String xml) throws Exception {
        Document document = parse(xml);
        NodeList routes = document.getElementsByTagName("route");
        for (int i = 0; i < routes.getLength(); i++) {
            removeErrorHandling((Element) routes.item(i));
        }
        return write(document);
    }

    private static void removeErrorHandling(Element route) {
        List<Node> unwanted = new ArrayList<>();
        for (Node child = route.getFirstChild(); child != null; child = child.getNextSibling()) {
            Node before = child.getPreviousSibling();
            if (NO_STEPS.contains(child.getNodeName())) {
                unwanted.add(child);
                if (before != null && before.getNodeType() == Node.TEXT_NODE) {
                    unwanted.add(before);
                }
            }
        }
        unwanted.forEach(route::removeChild);
    }

    private static Document parse(String xml) throws Exception {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String write(Document document) throws TransformerException {
        Transformer transformer = TransformerFactory.newInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        StringWriter text = new StringWriter();
        transformer.transform(new DOMSource(document), new StreamResult(text));
        return text.toString();
    }
}
