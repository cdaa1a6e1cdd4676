package io.webhookcourier.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.webhookcourier.web.WebResponse;
import java.util.Map;

/** Makes pages out of templates, which were compiled together with this class. */
final class Renderer {

    private static final String TEMPLATES = "io.webhookcourier.console.templates";

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, Renderer.class.getClassLoader(), TEMPLATES);

    /** @param template its name without the ending */
    WebResponse page(int status, String template, Map<String, Object> parameters) {
        StringOutput output = new StringOutput();
        engine.render(template + ".jte", parameters, output);
        return WebResponse.html(status, output.toString());
    }
}
