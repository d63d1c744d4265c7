package org.crmroute.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowListTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, 127.0.0.1, true",
        "127.0.0.0/8, 127.255.255.255, true",
        "127.0.0.0/8, 128.0.0.1, false",
        "127.0.0.0/8, ::1, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "10.0.0.0/9, 10.127.0.1, true",
        "10.0.0.0/9, 10.128.0.1, false",
        "192.168.1.129/25, 192.168.1.200, true",
        "192.168.1.129/25, 192.168.1.100, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "::1, ::1, true",
        "fd00::/8, fd12::9, true",
        "fd00::/8, fe80::9, false",
        "fd00::/8, ::ffff:127.0.0.1, false",
        "127.0.0.0/8, ::ffff:127.0.0.1, true"
    })
    void networks(String network, String address, boolean allowed) throws Exception {
        assertThat(AllowList.of(List.of(network)).allows(address(address))).isEqualTo(allowed);
    }

    @Test
    void anyOfSeveral() throws Exception {
        AllowList list = AllowList.of(List.of("127.0.0.0/8", " 10.0.0.5 "));
        assertThat(list.allows(address("10.0.0.5"))).isTrue();
        assertThat(list.allows(address("10.0.0.6"))).isFalse();
        assertThat(AllowList.of(List.of()).allows(address("127.0.0.1"))).isFalse();
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.1",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.0/x",
                "1.2.3.999",
                "::1/129",
                "/8"
            })
    void whatIsNoNetworkIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowList.of(List.of(text)))
                .withMessageContaining("not a network");
    }
}
