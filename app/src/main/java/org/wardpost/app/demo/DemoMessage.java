package org.wardpost.app.demo;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A message of the demo, ready to be put into mailboxes.
 * @param owners the staff who have it, or the ward
 * @param mailbox where they have it
 * @param flags {@code seen answered flagged}
 */
record DemoMessage(List<DemoStaff> owners, String mailbox, Set<String> flags, Instant date, byte[] octets) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Writes {@code text}, the {@code number}th of the file, as mail between {@code staff}. */
    static DemoMessage of(
            DemoText text, int number, List<DemoStaff> staff, String domain, Instant now, DemoSmime smime) {
        var date = now.minus(Duration.ofHours(Long.parseLong(text.field("age", "1"))));
        var mailbox = text.field("folder", "INBOX");
        var to = people(text.field("to", ""), staff, domain);
        var cc = people(text.field("cc", ""), staff, domain);
        var from = people(text.field("from", "1"), staff, domain);
        var ward = DemoStaff.ward(domain);
        var ownersOf = Set.of("Sent", "Drafts").contains(mailbox) ? from : concat(to, cc);
        var owners = ownersOf.stream()
                .filter(owner -> staff.contains(owner) || owner.equals(ward))
                .distinct()
                .toList();
        var out = new MimeWriter();
        if (mailbox.equals("INBOX")) {
            out.raw(
                    "Received",
                    "from ward.example by mail." + domain + " with ESMTPS; " + DATE.format(date.plusSeconds(2)));
        }
        out.raw("Date", DATE.format(date)).raw("From", mailboxes(from)).raw("To", mailboxes(to));
        if (!cc.isEmpty()) {
            out.raw("Cc", mailboxes(cc));
        }
        out.header("Subject", text.field("subject", "")).raw("Message-ID", id(number));
        text.field("reply").ifPresent(to0 -> {
            out.raw("In-Reply-To", id(Integer.parseInt(to0)));
            out.raw("References", id(Integer.parseInt(to0)));
        });
        out.raw("MIME-Version", "1.0");
        body(out, text, from.getFirst(), owners.isEmpty() ? from.getFirst() : owners.getFirst(), smime);
        var flags = Set.copyOf(Arrays.asList(text.field("flags", "").split(" ")));
        return new DemoMessage(owners, mailbox, flags, date, out.done());
    }

    private static void body(MimeWriter out, DemoText text, DemoStaff from, DemoStaff reader, DemoSmime smime) {
        switch (text.field("style", "plain")) {
            case "signed" ->
                smime.signed(
                        out,
                        new MimeWriter()
                                .text("plain", text.text(), StandardCharsets.UTF_8, "quoted-printable")
                                .done(),
                        from.name(),
                        from.address());
            case "encrypted" ->
                smime.encrypted(
                        out,
                        new MimeWriter()
                                .text("plain", text.text(), StandardCharsets.UTF_8, "8bit")
                                .done(),
                        reader.name(),
                        reader.address());
            case "html" -> alternative(out, text);
            default -> withAttachment(out, text);
        }
    }

    private static void withAttachment(MimeWriter out, DemoText text) {
        var attach = text.field("attach");
        if (attach.isEmpty()) {
            textPart(out, text);
            return;
        }
        var boundary = "part-" + Integer.toHexString(text.text().hashCode());
        out.raw("Content-Type", "multipart/mixed; boundary=\"" + boundary + "\"")
                .line("")
                .line("--" + boundary);
        textPart(out, text);
        out.line("").line("--" + boundary);
        attachment(out, DemoAttachments.of(attach.get(), text.text()));
        out.line("--" + boundary + "--");
    }

    private static void attachment(MimeWriter out, DemoAttachments.Attachment file) {
        out.raw("Content-Type", file.type()).raw("Content-Transfer-Encoding", "base64");
        out.raw("Content-Disposition", "attachment; filename=\"" + file.fileName() + "\"")
                .line("")
                .base64(file.octets());
    }

    private static void alternative(MimeWriter out, DemoText text) {
        var boundary = "alt-" + Integer.toHexString(text.text().hashCode());
        var outer = "mix-" + Integer.toHexString(text.text().hashCode());
        var attach = text.field("attach");
        attach.ifPresent(_ -> out.raw("Content-Type", "multipart/mixed; boundary=\"" + outer + "\"")
                .line("")
                .line("--" + outer));
        out.raw("Content-Type", "multipart/alternative; boundary=\"" + boundary + "\"")
                .line("")
                .line("--" + boundary);
        var plain =
                text.text().replace("\n", " ").replaceAll("</(p|h2|li)>", "\n").replaceAll("<[^>]+>", "");
        out.text("plain", plain, StandardCharsets.UTF_8, "quoted-printable")
                .line("")
                .line("--" + boundary);
        out.text("html", text.text(), StandardCharsets.UTF_8, "quoted-printable")
                .line("")
                .line("--" + boundary + "--");
        attach.ifPresent(spec -> {
            out.line("--" + outer);
            attachment(out, DemoAttachments.of(spec, plain));
            out.line("--" + outer + "--");
        });
    }

    private static void textPart(MimeWriter out, DemoText text) {
        var ascii = MimeWriter.isAscii(text.text());
        var charset = Charset.forName(text.field("charset", ascii ? "us-ascii" : "utf-8"));
        out.text("plain", text.text(), charset, text.field("encoding", ascii ? "7bit" : "8bit"));
    }

    private static List<DemoStaff> people(String spec, List<DemoStaff> staff, String domain) {
        if (spec.equals("*")) {
            return staff.subList(0, Math.min(staff.size(), DemoStaff.NAMED));
        }
        var people = new ArrayList<DemoStaff>();
        for (var word : spec.isEmpty() ? new String[0] : spec.split(" ")) {
            if (word.equals("ward")) {
                people.add(DemoStaff.ward(domain));
            } else if (word.contains("@")) {
                people.add(
                        new DemoStaff(word, word.substring(0, word.indexOf('@')).replace('.', ' '), "outside"));
            } else {
                people.add(staff.get((Integer.parseInt(word) - 1) % staff.size()));
            }
        }
        return people;
    }

    private static List<DemoStaff> concat(List<DemoStaff> one, List<DemoStaff> other) {
        var both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    private static String mailboxes(List<DemoStaff> people) {
        return String.join(
                ",\r\n ",
                people.stream().map(p -> p.name() + " <" + p.address() + ">").toList());
    }

    private static String id(int number) {
        return "<demo-" + number + "@ward.example>";
    }
}
