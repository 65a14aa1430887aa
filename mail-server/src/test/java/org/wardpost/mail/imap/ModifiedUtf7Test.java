package org.wardpost.mail.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModifiedUtf7Test {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "~peter/mail/台北/日本語; ~peter/mail/&U,BTFw-/&ZeVnLIqe-",
                "Hello & goodbye; Hello &- goodbye",
                "Entwürfe; Entw&APw-rfe",
                "😀; &2D3eAA-",
                "plain; plain"
            })
    void isAsInTheRfc(String name, String encoded) {
        assertThat(ModifiedUtf7.encode(name)).isEqualTo(encoded);
        assertThat(ModifiedUtf7.decode(encoded)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"&ANg", "&", "&A-", "&AA-", "&!!!-", "&2D0-", "&AP/-", "&3gA-"})
    void halfCharactersAreRefused(String encoded) {
        assertThatThrownBy(() -> ModifiedUtf7.decode(encoded)).isInstanceOf(Malformed.class);
    }

    @Property
    void decodingUndoesEncoding(@ForAll @CharRange(from = ' ', to = '\uD7FF') String name) {
        assertThat(ModifiedUtf7.decode(ModifiedUtf7.encode(name))).isEqualTo(name);
    }
}
