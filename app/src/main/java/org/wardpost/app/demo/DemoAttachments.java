package org.wardpost.app.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Small files that open in the programs meant for them, made here so that no binary lies in the source tree. */
final class DemoAttachments {
    private DemoAttachments() {}

    /** A file and its media type. */
    record Attachment(String type, String fileName, byte[] octets) {}

    /** @param spec {@code pdf name.pdf}, as messages.txt writes it */
    static Attachment of(String spec, String text) {
        var space = spec.indexOf(' ');
        var name = spec.substring(space + 1);
        return switch (spec.substring(0, space)) {
            case "pdf" -> new Attachment("application/pdf", name, pdf(name, text));
            case "png" -> new Attachment("image/png", name, png());
            case "csv" -> new Attachment("text/csv; charset=utf-8", name, csv(name));
            case "ics" -> new Attachment("text/calendar; charset=utf-8; method=PUBLISH", name, ics());
            case "vcf" -> new Attachment("text/vcard; charset=utf-8", name, vcf());
            default -> throw new IllegalArgumentException("No attachment of kind " + spec);
        };
    }

    /** One page of Helvetica (ISO 32000-1 §7.5). */
    private static byte[] pdf(String title, String text) {
        var page = new StringBuilder("BT /F1 16 Tf 60 780 Td (" + escaped(title) + ") Tj /F1 11 Tf 0 -30 Td 14 TL\n");
        text.lines().forEach(line -> page.append('(').append(escaped(line)).append(") Tj T*\n"));
        var content = page.append("ET").toString();
        var objects = new ArrayList<String>();
        objects.add("<< /Type /Catalog /Pages 2 0 R >>");
        objects.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        objects.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                + " /Resources << /Font << /F1 5 0 R >> >> >>");
        objects.add("<< /Length " + content.length() + " >>\nstream\n" + content + "\nendstream");
        objects.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        var file = new StringBuilder("%PDF-1.4\n");
        var table = new StringBuilder("0000000000 65535 f \n");
        for (var number = 1; number <= objects.size(); number++) {
            table.append("%010d 00000 n \n".formatted(file.length()));
            file.append(number)
                    .append(" 0 obj\n")
                    .append(objects.get(number - 1))
                    .append("\nendobj\n");
        }
        var start = file.length();
        file.append("xref\n0 ")
                .append(objects.size() + 1)
                .append('\n')
                .append(table)
                .append("trailer\n<< /Size ")
                .append(objects.size() + 1)
                .append(" /Root 1 0 R >>\nstartxref\n")
                .append(start)
                .append("\n%%EOF\n");
        return file.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String escaped(String text) {
        return text.replaceAll("[^ -~]", "?")
                .replace("\\", "\\\\")
                .replace("(", "\\(")
                .replace(")", "\\)");
    }

    /** A grey chart of 320 by 200 (PNG, second edition, §5). */
    private static byte[] png() {
        var width = 320;
        var height = 200;
        var pixels = new ByteArrayOutputStream();
        for (var y = 0; y < height; y++) {
            pixels.write(0);
            for (var x = 0; x < width; x++) {
                var curve = 100 + (int) (60 * Math.sin(x / 24.0) * Math.exp(-x / 260.0));
                pixels.write(Math.abs(y - curve) < 2 ? 20 : x % 40 == 0 || y % 40 == 0 ? 200 : 245);
            }
        }
        var header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) 8)
                .putInt(0)
                .array();
        var file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        chunk(file, "IHDR", header);
        chunk(file, "IDAT", deflated(pixels.toByteArray()));
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] data) {
        var name = type.getBytes(StandardCharsets.US_ASCII);
        var sum = new CRC32();
        sum.update(name);
        sum.update(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        file.writeBytes(name);
        file.writeBytes(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    private static byte[] deflated(byte[] octets) {
        var out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out)) {
            deflater.write(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] csv(String name) {
        var text = new StringBuilder("list;item;amount;remark\r\n");
        for (var row = 1; row <= 120; row++) {
            text.append(
                    "%s;item %03d;%d;%s\r\n".formatted(name, row, row * 7 % 40, row % 9 == 0 ? "to be checked" : ""));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ics() {
        return """
                BEGIN:VCALENDAR\r
                VERSION:2.0\r
                PRODID:-//Wardpost//quickstart//EN\r
                METHOD:PUBLISH\r
                BEGIN:VEVENT\r
                UID:falls-prevention@ward.example\r
                DTSTAMP:20261101T080000Z\r
                DTSTART:20261201T150000Z\r
                DTEND:20261201T160000Z\r
                SUMMARY:Falls prevention\r
                LOCATION:Day room\r
                END:VEVENT\r
                END:VCALENDAR\r
                """.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] vcf() {
        return """
                BEGIN:VCARD\r
                VERSION:3.0\r
                N:Hughes;Siân;;;\r
                FN:Siân Hughes\r
                TITLE:Staff nurse\r
                ORG:Ward 7\r
                EMAIL;TYPE=INTERNET:sian.hughes@ward.example\r
                END:VCARD\r
                """.getBytes(StandardCharsets.UTF_8);
    }
}
