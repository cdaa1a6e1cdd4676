package io.webhookcourier.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import org.junit.jupiter.api.Test;

/** What JConsole and Hawtio show of the queue's MBean. */
class DescribedMBeanTest {

    private final MBeanInfo info = new DescribedMBean(new Queue(null, null), QueueMXBean.class).getMBeanInfo();

    @Test
    void everyAttributeOperationAndParameterIsDescribed() {
        assertThat(info.getDescription()).startsWith("The queue of this service");
        assertThat(info.getAttributes()).hasSizeGreaterThan(8).allSatisfy(DescribedMBeanTest::isDescribed);
        assertThat(info.getOperations()).hasSize(5).allSatisfy(operation -> {
            isDescribed(operation);
            assertThat(operation.getSignature()).allSatisfy(DescribedMBeanTest::isDescribed);
            assertThat(operation.getImpact()).isEqualTo(MBeanOperationInfo.ACTION);
        });
    }

    @Test
    void operationsTakeParametersByTheirNames() {
        assertThat(parameters("pause")).containsExactly("workspaceId");
        assertThat(parameters("resume")).containsExactly("workspaceId");
        assertThat(parameters("replay")).containsExactly("id");
        assertThat(parameters("replayFailed")).containsExactly("workspaceId", "since");
        assertThat(parameters("releaseStale")).isEmpty();
    }

    private List<String> parameters(String operation) {
        MBeanOperationInfo found = Arrays.stream(info.getOperations())
                .filter(candidate -> candidate.getName().equals(operation))
                .findFirst()
                .orElseThrow();
        return Arrays.stream(found.getSignature())
                .map(MBeanFeatureInfo::getName)
                .toList();
    }

    private static void isDescribed(MBeanFeatureInfo feature) {
        assertThat(feature.getDescription())
                .as(feature.getName())
                .isNotEqualTo(feature.getName())
                .contains(" ");
    }
}
