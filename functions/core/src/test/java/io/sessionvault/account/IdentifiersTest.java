package io.sessionvault.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {
    @ParameterizedTest
    @ValueSource(strings = {"123456789012", "000000000000"})
    void acceptsAccountIdsOfTwelveDigits(String text) {
        assertThat(new AccountId(text)).hasToString(text);
        assertThat(AccountId.isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12345678901",
                "1234567890123",
                "12345678901a",
                " 23456789012",
                "123456789012\n",
                "١٢٣٤٥٦٧٨٩٠١٢"
            })
    void refusesAnythingElseAsAccountId(String text) {
        assertThat(AccountId.isValid(text)).isFalse();
        assertThatThrownBy(() -> new AccountId(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12 digits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eu-central-1",
                "us-east-1",
                "ap-southeast-7",
                "mx-central-1",
                "cn-northwest-1",
                "us-gov-west-1",
                "us-isob-east-1",
                "eusc-de-east-1"
            })
    void acceptsTheRegionsOfEveryPartition(String code) {
        assertThat(new RegionName(code)).hasToString(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "eu",
                "eu-central",
                "EU-CENTRAL-1",
                "eu-central-1a",
                "*",
                "eu/central/1"
            })
    void refusesAnythingElseAsRegion(String text) {
        assertThatThrownBy(() -> new RegionName(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("eu-central-1");
    }
}
