package org.wardpost.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "Ann@Ward.Example, ann@ward.example",
        "' ann.mbeki@ward.example ', ann.mbeki@ward.example",
        "ann@büro.example, ann@xn--bro-hoa.example",
        "ann@BÜRO.example, ann@xn--bro-hoa.example",
        "a@localhost, a@localhost"
    })
    void thereIsOneSpelling(String typed, String stored) {
        assertThat(Address.of(typed)).hasToString(stored);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "ann",
                "ann@",
                "@ward.example",
                "a..b@ward.example",
                ".a@ward.example",
                "a@ward",
                "a b@ward.example",
                "a@ward..example",
                "a@-ward.example",
                "a/b@ward.example",
                "a@[192.0.2.1]",
                "a\u0000@ward.example",
                "\"a b\"@ward.example",
                "a*@ward.example"
            })
    void whatIsNoneIsRefusedWithASentence(String typed) {
        assertThatThrownBy(() -> Address.of(typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).+\\.");
    }

    @Test
    void lengthsAreBounded() {
        assertThatThrownBy(() -> Address.of("a".repeat(65) + "@ward.example")).hasMessageContaining("too long");
        assertThatThrownBy(() -> Address.of("a@" + "b.".repeat(200) + "example"))
                .hasMessageContaining("too long");
        assertThatThrownBy(() -> Address.of("a@" + "b".repeat(64) + ".example"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void anyTextIsAnAddressOrRefused(@ForAll String text) {
        try {
            var once = Address.of(text).toString();
            assertThat(Address.of(once)).hasToString(once);
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).endsWith(".");
        }
    }
}
