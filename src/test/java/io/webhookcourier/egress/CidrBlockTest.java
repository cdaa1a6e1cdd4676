package io.webhookcourier.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidrBlockTest {

    @ParameterizedTest(name = "{0} contains {1}: {2}")
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "192.168.4.0/22, 192.168.7.255, true",
        "192.168.4.0/22, 192.168.8.0, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, ::1, false",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "::1, ::1, true",
        "::ffff:10.0.0.0/104, 10.1.1.1, true",
    })
    void membershipGoesByThePrefix(String block, String address, boolean contained) throws Exception {
        assertThat(CidrBlock.parse(block).contains(InetAddress.getByName(address)))
                .isEqualTo(contained);
    }

    @ParameterizedTest(name = "''{0}''")
    @CsvSource({
        "10.0.0.0/33, needs a prefix length from 0 to 32",
        "10.0.0.0/, needs a prefix length from 0 to 32",
        "10.0.0.0/-1, needs a prefix length from 0 to 32",
        "::/129, needs a prefix length from 0 to 128",
        "10.0.0.1/8, 'write 10.0.0.0/8'",
        "10.0.0/8, such as 10.0.0.0/8",
        "010.0.0.0/8, such as 10.0.0.0/8",
        "localhost, such as 10.0.0.0/8",
        "'', such as 10.0.0.0/8",
        "1:2:3/16, such as 10.0.0.0/8",
        ":::/16, such as 10.0.0.0/8",
        "1::2::3/16, such as 10.0.0.0/8",
    })
    void whatIsNoBlockIsRefusedWithTheTextAndWhatIsAccepted(String text, String advice) {
        assertThatThrownBy(() -> CidrBlock.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining(advice);
    }

    @Test
    void aBlockIsShownInNormalForm() {
        assertThat(CidrBlock.parse(" 10.0.0.0/8 ")).hasToString("10.0.0.0/8").isEqualTo(CidrBlock.parse("10.0.0.0/8"));
    }
}
