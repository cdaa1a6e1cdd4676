package io.webhookcourier.cli;

import io.webhookcourier.runtime.BuildInfo;
import picocli.CommandLine.IVersionProvider;

/** The version from the jar's manifest. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"webhook-courier " + number()};
    }

    static String number() {
        String version = BuildInfo.version();
        return version == null ? "(not packaged)" : version;
    }
}
