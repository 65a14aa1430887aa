package org.wardpost.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.mail.Multipart;
import javax.mail.Part;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.util.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemoMessageTest {
    private static final List<DemoStaff> STAFF = DemoStaff.of(6, "ward.example");
    private static final DemoSmime SMIME = new DemoSmime(Clock.systemUTC());

    private static DemoMessage message(int number) {
        return DemoMessage.of(
                DemoText.all().get(number - 1),
                number,
                STAFF,
                "ward.example",
                Instant.parse("2026-11-24T08:00:00Z"),
                SMIME);
    }

    static Stream<Integer> numbers() {
        return IntStream.rangeClosed(1, DemoText.all().size()).boxed();
    }

    @Test
    void thereAreAFewDozenAndEverybodyHasSome() {
        assertThat(DemoText.all()).hasSizeBetween(30, 60);
        var owners = new HashSet<DemoStaff>();
        numbers().forEach(number -> owners.addAll(message(number).owners()));
        var all = new ArrayList<>(STAFF);
        all.add(DemoStaff.ward("ward.example"));
        assertThat(owners).containsExactlyInAnyOrderElementsOf(all);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void eachIsReadByAnotherProgram(int number) throws Exception {
        var octets = message(number).octets();
        var parsed = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(octets));
        var text = DemoText.all().get(number - 1);
        assertThat(parsed.getSubject()).isEqualTo(text.field("subject", ""));
        assertThat(parsed.getFrom()).hasSize(1);
        assertThat(new String(octets, StandardCharsets.ISO_8859_1)).doesNotContainPattern("[^\r]\n");
        if (text.field("style", "plain").equals("plain")) {
            assertThat(firstText(parsed).replace("\r\n", "\n").strip())
                    .isEqualTo(text.text().strip());
        }
    }

    private static String firstText(Part part) throws Exception {
        return part.getContent() instanceof Multipart parts
                ? firstText(parts.getBodyPart(0))
                : (String) part.getContent();
    }

    @Test
    void aSignedOneVerifies() throws Exception {
        var number = numbers()
                .filter(n -> DemoText.all().get(n - 1).field("style", "").equals("signed"))
                .findFirst()
                .orElseThrow();
        var octets = message(number).octets();
        var raw = new String(octets, StandardCharsets.ISO_8859_1);
        var parsed = (Multipart)
                new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(octets)).getContent();
        var boundary = "--" + new javax.mail.internet.ContentType(parsed.getContentType()).getParameter("boundary");
        var start = raw.indexOf(boundary) + boundary.length() + 2;
        var entity = raw.substring(start, raw.indexOf("\r\n" + boundary, start)).getBytes(StandardCharsets.ISO_8859_1);
        var signature = parsed.getBodyPart(1).getInputStream().readAllBytes();
        var signed = new CMSSignedData(new CMSProcessableByteArray(entity), signature);
        var signer = signed.getSignerInfos().getSigners().iterator().next();
        @SuppressWarnings("unchecked")
        Store<org.bouncycastle.cert.X509CertificateHolder> certificates = signed.getCertificates();
        @SuppressWarnings("unchecked")
        var certificate = (org.bouncycastle.cert.X509CertificateHolder)
                certificates.getMatches(signer.getSID()).iterator().next();
        assertThat(signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate)))
                .isTrue();
    }
}
