package io.webhookcourier.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.text.IpLiteral;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    private final AddressRules rules = new AddressRules(List.of());

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "0.0.0.0, unspecified",
        "0.1.2.3, this network",
        "10.0.0.0, private",
        "10.255.255.255, private",
        "100.64.0.0, carrier-grade NAT",
        "100.100.100.200, carrier-grade NAT",
        "100.127.255.255, carrier-grade NAT",
        "127.0.0.1, loopback",
        "127.255.255.255, loopback",
        "168.63.129.16, cloud metadata",
        "169.254.169.254, link-local",
        "172.16.0.0, private",
        "172.31.255.255, private",
        "192.0.0.192, reserved",
        "192.0.2.1, documentation",
        "192.88.99.1, reserved",
        "192.168.0.1, private",
        "198.18.0.0, benchmarking",
        "198.19.255.255, benchmarking",
        "198.51.100.7, documentation",
        "203.0.113.7, documentation",
        "224.0.0.1, multicast",
        "239.255.255.255, multicast",
        "240.0.0.1, reserved",
        "255.255.255.254, reserved",
        "255.255.255.255, broadcast",
        "::, unspecified",
        "::1, loopback",
        "fc00::1, unique-local",
        "fd00:ec2::254, unique-local",
        "fe80::1, link-local",
        "febf::1, link-local",
        "fec0::1, site-local",
        "ff02::1, multicast",
        "2001:db8::1, documentation",
        "3fff:fff::1, documentation",
        "2001:2::1, benchmarking",
        "2001:10::1, reserved",
        "2001:20::1, reserved",
        "100::1, reserved",
        "4000::1, reserved",
        "5f00::1, reserved",
        "64:ff9b:1::808:808, reserved",
        "64:ff9b:1:7f00:0:100::, reserved",
    })
    void everySpecialRangeIsForbidden(String address, String reason) {
        assertThat(against(address)).hasValue(reason);
    }

    @ParameterizedTest(name = "{0} hides an address that is {1}")
    @CsvSource({
        "::ffff:127.0.0.1, loopback",
        "::ffff:a00:1, private",
        "::127.0.0.1, loopback",
        "::169.254.169.254, link-local",
        "::8.8.8.8, reserved",
        "::ffff:0:127.0.0.1, loopback",
        "64:ff9b::127.0.0.1, loopback",
        "64:ff9b::a9fe:a9fe, link-local",
        "2002:7f00:1::1, loopback",
        "2002:c0a8:101::, private",
        "2001:0:7f00:1::1, loopback",
        "2001:0:808:808:0:0:80ff:fffe, loopback",
        "2001:0:808:808:0:0:f7f7:f7f7, reserved",
        "2606:4700::5efe:127.0.0.1, loopback",
        "2606:4700::200:5efe:10.0.0.1, private",
        "fe80::5efe:8.8.8.8, link-local",
    })
    void everyEmbeddedForbiddenAddressIsForbidden(String address, String reason) {
        assertThat(against(address)).hasValue(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:4860:4860::8888",
                "2606:4700:4700::1111",
                "2a00:1450::1",
                "::ffff:8.8.8.8",
                "64:ff9b::8.8.8.8",
                "2002:808:808::1",
                "2606:4700::5efe:8.8.8.8",
            })
    void publicAddressesArePermitted(String address) {
        assertThat(against(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "::ffff:10.1.2.3", "64:ff9b::10.1.2.3", "fd00::1"})
    void anAllowedBlockExemptsItsAddressesAndTheirTranslatedForms(String address) {
        AddressRules exempting =
                new AddressRules(List.of(CidrBlock.parse("10.1.0.0/16"), CidrBlock.parse("fd00::/64")));

        assertThat(exempting.reasonAgainst(IpLiteral.address(bytes(address)))).isEmpty();
    }

    @Test
    void anAllowedBlockExemptsNothingElse() {
        AddressRules exempting = new AddressRules(List.of(CidrBlock.parse("10.1.0.0/16")));

        assertThat(exempting.reasonAgainst(IpLiteral.address(bytes("10.2.0.1"))))
                .hasValue("private");
        assertThat(exempting.reasonAgainst(IpLiteral.address(bytes("::1")))).hasValue("loopback");
    }

    private Optional<String> against(String address) {
        return rules.reasonAgainst(IpLiteral.address(bytes(address)));
    }

    private static byte[] bytes(String address) {
        return IpLiteral.strict(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"11.22.33.44", "::ffff:11.22.33.44", "64:ff9b::b16:212c", "2600::1"})
    void thisMachinesPublicAddressesAreForbiddenByDefault(String address) throws Exception {
        Set<ByteBuffer> here = Set.of(ByteBuffer.wrap(bytes("11.22.33.44")), ByteBuffer.wrap(bytes("2600::1")));
        AddressRules guarding = new AddressRules(List.of(), own -> here.contains(ByteBuffer.wrap(own)));
        AddressRules exempting = new AddressRules(
                List.of(CidrBlock.parse("11.22.33.44"), CidrBlock.parse("2600::/64")),
                own -> here.contains(ByteBuffer.wrap(own)));

        assertThat(guarding.reasonAgainst(InetAddress.getByName(address))).contains("this machine");
        assertThat(exempting.reasonAgainst(InetAddress.getByName(address))).isEmpty();
    }

    @Test
    void theAddressesOfThisMachineAreThoseOfItsInterfaces() throws Exception {
        OwnAddresses own = new OwnAddresses(System::nanoTime);

        assertThat(own.test(bytes("127.0.0.1"))).isTrue();
        assertThat(own.test(bytes("8.8.8.8"))).isFalse();
    }
}
