package io.webhookcourier.cli;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.LoadedSettings;
import io.webhookcourier.service.RoutesTrial;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;

/** Whether the route files load. */
final class RoutesDoctor {

    private final LoadedSettings loaded;
    private final DataSource dataSource;
    private final Path workingFolder;

    /** @param dataSource null when there is no database; then routes that need one cannot be tried */
    RoutesDoctor(LoadedSettings loaded, DataSource dataSource, Path workingFolder) {
        this.loaded = loaded;
        this.dataSource = dataSource;
        this.workingFolder = workingFolder;
    }

    void examine(List<Finding> findings) {
        if (dataSource == null) {
            findings.add(Finding.note("routes", "not tried, because they need the database"));
            return;
        }
        try {
            RoutesTrial.Loaded routes = RoutesTrial.run(loaded, dataSource, workingFolder);
            findings.add(Finding.ok("routes", "all " + routes.count() + " load, and every provider has one"));
            routes.replacements().forEach(sentence -> findings.add(Finding.note("routes", sentence)));
        } catch (ConfigurationException e) {
            findings.add(Finding.problem("routes", e.getMessage()));
        }
    }
}
