package io.sessionvault.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which addresses a range has.
///
/// Source: RFC 4632, section 3.1; RFC 4291, section 2.2.
class IpRangeTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/32, 10.1.2.3, true",
        "10.1.2.3/32, 10.1.2.2, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.128.0/17, 10.1.255.9, true",
        "10.1.128.0/17, 10.1.127.9, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "::1, ::1, true",
        "::1, ::2, false",
        "::/0, ffff::, true",
        "::1/128, 0:0:0:0:0:0:0:1, true",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8, true",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0, true",
        "a:B::c:d, A:b:0:0:0:0:C:D, true",
        "2001:db8:ab00::/40, 2001:db8:abcd::1, true",
        "2001:db8:ab00::/40, 2001:db8:acab::1, false",
        "::ffff:10.1.2.3, ::ffff:a01:203, true",
        "1:2:3:4:5:6:10.1.2.3, 1:2:3:4:5:6:a01:203, true",
        "::/0, 10.1.2.3, false"
    })
    void hasAddresses(String range, String address, boolean expected) {
        assertThat(IpRange.of(range).orElseThrow().contains(IpRange.address(address).orElseThrow()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.1.2",
                "10.1.2.3.4",
                "10.1.2.256",
                "10.1.2.03",
                "10.1.2.3/33",
                "10.1.2.3/",
                "10.1.2.3/-1",
                "10.1.2.3/8/8",
                "::/129",
                "1:2:3",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "1::2::3",
                ":::",
                "g::",
                "12345::",
                "::10.1.2.3:1",
                "::/x"
            })
    void isNoRange(String text) {
        assertThat(IpRange.of(text)).isEmpty();
    }
}
