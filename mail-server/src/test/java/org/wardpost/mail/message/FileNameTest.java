package org.wardpost.mail.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** File names as clients write them (RFC 2183, 2231, 2047, 6532). */
class FileNameTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            attachment; filename="plain name.pdf"                                  | plain name.pdf
            attachment; filename=bare.pdf                                          | bare.pdf
            attachment; filename*=UTF-8''%C3%9Cbergabe.pdf                         | Übergabe.pdf
            attachment; filename*=utf-8'de'a%20b+c.pdf                             | a b+c.pdf
            attachment; filename*1*=gabe.pdf; filename*0*=UTF-8''%C3%9Cber         | Übergabe.pdf
            attachment; filename*0="long "; filename*1="name.pdf"                  | long name.pdf
            attachment; filename*0*=UTF-8''a%20; filename*1="50%25.pdf"            | a 50%25.pdf
            attachment; filename="=?utf-8?B?w5xiZXJnYWJlLnBkZg==?="                | Übergabe.pdf
            attachment; filename=old.pdf; filename*=UTF-8''new.pdf                 | new.pdf
            """)
    void isRead(String disposition, String name) {
        var summary =
                Parsed.summary("Content-Type: application/pdf\r\nContent-Disposition: " + disposition + "\r\n\r\n");
        assertThat(summary.root().fileName()).contains(name);
    }
}
