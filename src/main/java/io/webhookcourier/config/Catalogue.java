package io.webhookcourier.config;

import java.util.List;

/** Every setting there is (contract, section 2). Bounds that the contract leaves open are chosen where they are declared. */
final class Catalogue {

    static final List<Section> SECTIONS = List.of(
            QueueSettings.DATABASE,
            QueueSettings.QUEUE,
            DeliverySettings.DELIVERY,
            DeliverySettings.RETRY,
            DeliverySettings.ENDPOINTS,
            DeliverySettings.CRM,
            ProcessSettings.LOG,
            ListenerSettings.HTTP,
            ListenerSettings.MANAGEMENT,
            ProcessSettings.TRACING,
            ProcessSettings.RETENTION,
            ProcessSettings.PROCESS);

    /** In the order of the documentation. */
    static final List<Setting<?>> SETTINGS = SECTIONS.stream()
            .<Setting<?>>flatMap(section -> section.settings().stream())
            .toList();

    private Catalogue() {}
}
